"""Trains the autoencoder on quarters of images: `python -m training.autoencoder`.

With --decoder-only the encoder stays as it is, so that a transformer that was trained on its latents stays useful."""

import argparse
import math
from dataclasses import asdict

import numpy as np
import torch
from torch import nn

from network import lab
from network.autoencoder import Decoder, Encoder, to_input
from scenes.renderer import Renderer
from scenes.scene import make_rng, sample_training_scene
from training.loop import add_run_options, remember_full_rates, restore, set_rate, train
from training.replicas import Replicas
from training.schedule import Run

BATCH, SLICE = 32, 16  # a slice normalises its own latents, so it must not be small
CROP, CROP_GRID = 64, 4
IMAGES = 5000
IMAGES_TO_NORMALISE = 1000
FULL_RATE, DECODER_RATE = 2.5e-3, 8e-4
# Deviations of the noise on latents: the decoder must tolerate a transformer's errors.
NOISE, DECODER_NOISE = 0.2, 0.3


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder().to(memory_format=torch.channels_last)
        self.decoder = Decoder().to(memory_format=torch.channels_last)


class AutoencoderTraining:
    def __init__(self, options):
        torch.manual_seed(options.seed)
        self.decoder_only = options.decoder_only
        self.autoencoder = Autoencoder()
        trained = self.autoencoder.decoder if self.decoder_only else self.autoencoder
        rate = DECODER_RATE if self.decoder_only else FULL_RATE
        adam = torch.optim.AdamW(trained.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=1e-4)
        self.optimizers = remember_full_rates([adam])
        self.seen, self.run = 0, None
        if lab.AUTOENCODER.exists():
            self._restore(lab.load(lab.AUTOENCODER))
        if self.run is None or self.run.is_over(self.seen):
            self.run = Run(self.seen, options.samples, options.decay)
        torch.manual_seed(options.seed + self.seen)
        rng = make_rng(options.seed, "autoencoder", self.seen)
        renderer = Renderer()
        self.images = np.stack([renderer.render(sample_training_scene(rng)) for _ in range(IMAGES)])
        self.crops = np.random.RandomState(rng.randrange(1 << 30))
        self.encoder = self.autoencoder.encoder.requires_grad_(not self.decoder_only)
        self.replicas = Replicas(self.autoencoder, options.threads)

    def _restore(self, checkpoint):
        self.autoencoder.encoder.load_state_dict(checkpoint["enc"])
        self.autoencoder.decoder.load_state_dict(checkpoint["dec"])
        # the optimizer of the other kind of run does not fit
        if checkpoint.get("decoder_only") == self.decoder_only:
            restore(self.optimizers, checkpoint["optimizers"])
            self.seen, self.run = checkpoint["seen"], Run(**checkpoint["run"])

    def save(self):
        if not self.decoder_only:
            self._normalise()
        checkpoint = {
            "enc": self.autoencoder.encoder.state_dict(),
            "dec": self.autoencoder.decoder.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "seen": self.seen,
            "run": asdict(self.run),
            "decoder_only": self.decoder_only,
        }
        lab.save(checkpoint, lab.AUTOENCODER)

    @torch.no_grad()
    def _normalise(self):
        some = np.array_split(self.images[:IMAGES_TO_NORMALISE], 20)
        latents = torch.cat([self.encoder.raw(to_input(each)) for each in some])
        self.encoder.mean.copy_(latents.mean((0, 2, 3)))
        self.encoder.std.copy_(latents.std((0, 2, 3)))

    def take_step(self):
        chosen = self.crops.randint(0, len(self.images), BATCH)
        corners = self.crops.randint(0, (128 - CROP) // CROP_GRID + 1, (BATCH, 2)) * CROP_GRID
        crops = [self.images[i, y : y + CROP, x : x + CROP] for i, (y, x) in zip(chosen, corners)]
        x = to_input(np.stack(crops))
        noise = torch.randn(BATCH, 16, CROP // 8, CROP // 8) * torch.rand(BATCH, 1, 1, 1)
        noise *= DECODER_NOISE if self.decoder_only else NOISE
        slices = [(x[i : i + SLICE], noise[i : i + SLICE]) for i in range(0, BATCH, SLICE)]
        reports = self.replicas.gradients(self._loss, slices)
        norm = nn.utils.clip_grad_norm_(self.autoencoder.parameters(), 1.0)
        set_rate(self.optimizers, self.run.rate(self.seen))
        self.optimizers[0].step()
        self.seen += BATCH
        loss, error = np.mean(reports, 0)
        return {"loss": loss, "psnr": 10 * math.log10(4 / error), "gradient": norm.item()}

    def _loss(self, autoencoder, part):
        x, noise = part
        if self.decoder_only:
            z = autoencoder.encoder(x)
        else:
            z = autoencoder.encoder.raw(x)
            z = (z - z.mean((0, 2, 3), keepdim=True)) / (z.std((0, 2, 3), keepdim=True) + 1e-5)
        y = autoencoder.decoder(z + noise)
        square = ((x - y) ** 2).mean()
        loss = (x - y).abs().mean() + 0.5 * _edge_error(x, y) + square
        return loss * len(x) / BATCH, (loss.item(), square.item())


def _edge_error(x, y):
    """The loss of differences between neighbours, which keeps edges sharp."""
    difference = x - y
    across = (difference[..., 1:] - difference[..., :-1]).abs().mean()
    down = (difference[..., 1:, :] - difference[..., :-1, :]).abs().mean()
    return across + down


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_run_options(parser, samples=180_000, decay=0.9)
    parser.add_argument("--decoder-only", action="store_true")
    train(AutoencoderTraining(parser.parse_args()))


if __name__ == "__main__":
    main()
