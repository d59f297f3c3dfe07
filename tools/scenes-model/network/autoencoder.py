"""A small autoencoder: 8 pixels a latent, 16 channels. Convolutions at a quarter and an eighth of the resolution,
pixels (un)shuffled at the ends. The posterior's variance is fixed: the decoder learns with Gaussian noise on latents."""

import torch
from torch import nn
from torch.nn import functional as F

POSTERIOR_STD = 0.08  # of normalised latents


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.a = nn.Conv2d(channels, channels, 3, padding=1)
        self.b = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.b.weight)
        nn.init.zeros_(self.b.bias)

    def forward(self, x):
        return x + self.b(F.silu(self.a(F.silu(x))))


class Encoder(nn.Module):
    def __init__(self, fine=48, coarse=128, latent=16):
        super().__init__()
        self.inp = nn.Conv2d(48, fine, 3, padding=1)
        self.r1 = Residual(fine)
        self.down = nn.Conv2d(fine * 4, coarse, 1)
        self.r2 = Residual(coarse)
        self.out = nn.Conv2d(coarse, latent, 3, padding=1)
        self.register_buffer("mean", torch.zeros(latent))
        self.register_buffer("std", torch.ones(latent))

    def raw(self, x):
        """[B,3,h,w] in -1 to 1 -> latents as the convolutions give them, [B,16,h/8,w/8]."""
        h = self.r1(self.inp(F.pixel_unshuffle(x, 4)))
        return self.out(F.silu(self.r2(self.down(F.pixel_unshuffle(h, 2)))))

    def forward(self, x):
        """Latents of mean 0 and deviation 1 in every channel, the training data of the transformer."""
        return (self.raw(x) - self.mean[:, None, None]) / self.std[:, None, None]


class Decoder(nn.Module):
    def __init__(self, latent=16, coarse=128, fine=64):
        super().__init__()
        self.inp = nn.Conv2d(latent, coarse, 3, padding=1)
        self.r1 = Residual(coarse)
        self.r2 = Residual(coarse)
        self.up = nn.Conv2d(coarse, fine * 4, 1)
        self.r3 = Residual(fine)
        self.r4 = Residual(fine)
        self.out = nn.Conv2d(fine, 48, 3, padding=1)
        self.register_buffer("mean", torch.zeros(latent))
        self.register_buffer("std", torch.ones(latent))

    def forward(self, z):
        h = self.r2(self.r1(self.inp(z)))
        h = self.r4(self.r3(F.pixel_shuffle(self.up(h), 2)))
        return F.pixel_shuffle(self.out(F.silu(h)), 4)


def to_input(images):
    """uint8 [B,h,w,3] -> float [B,3,h,w] in -1 to 1, channels last."""
    x = torch.from_numpy(images).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
    return x.contiguous(memory_format=torch.channels_last)


def to_images(x):
    return x.clamp(-1, 1).add(1).mul(127.5).round().byte().permute(0, 2, 3, 1).numpy()
