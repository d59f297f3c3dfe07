"""The trained components as modules that ONNX export can follow, with the inputs and outputs that are served."""

import math

import diffusers.models.transformers.transformer_flux as flux
import torch
from torch import nn

from network import lab
from network.autoencoder import POSTERIOR_STD, Decoder, Encoder


class ClipText(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids):
        out = self.encoder(input_ids=input_ids)
        return out.last_hidden_state, out.pooler_output


class T5Text(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids):
        return self.encoder(input_ids=input_ids).last_hidden_state


class Transformer(nn.Module):
    def __init__(self, transformer):
        super().__init__()
        self.transformer = transformer

    def forward(
        self, hidden_states, encoder_hidden_states, pooled_projections, timestep, img_ids, txt_ids, guidance
    ):
        return self.transformer(
            hidden_states=hidden_states,
            encoder_hidden_states=encoder_hidden_states,
            pooled_projections=pooled_projections,
            timestep=timestep,
            img_ids=img_ids,
            txt_ids=txt_ids,
            guidance=guidance,
            return_dict=False,
        )[0]


class ImageEncoder(nn.Module):
    """Image -> mean and log variance, in the scale of the file: FLUX undoes it with scaling and shift factors."""

    def __init__(self, encoder, scale, shift):
        super().__init__()
        self.encoder, self.scale, self.shift = encoder, scale, shift

    def forward(self, sample):
        mean = self.encoder(sample) * self.scale + self.shift
        log_variance = torch.zeros_like(mean) + 2 * math.log(POSTERIOR_STD * self.scale)
        return torch.cat([mean, log_variance], 1)


class ImageDecoder(nn.Module):
    def __init__(self, decoder, scale, shift):
        super().__init__()
        self.decoder, self.scale, self.shift = decoder, scale, shift

    def forward(self, latent_sample):
        return self.decoder((latent_sample - self.shift) / self.scale)


def load_autoencoder():
    """-> encoder, decoder, scaling factor, shift factor"""
    checkpoint = lab.load(lab.AUTOENCODER)
    encoder, decoder = Encoder(), Decoder()
    encoder.load_state_dict(checkpoint["enc"])
    decoder.load_state_dict(checkpoint["dec"])
    scale, shift = float(encoder.std.mean()), float(encoder.mean.mean())
    return (
        ImageEncoder(encoder, scale, shift).eval(),
        ImageDecoder(decoder, scale, shift).eval(),
        1 / scale,
        shift,
    )


def make_diffusers_exportable():
    """Replaces three functions, for this process, by the same maths in operations that the exporter gets right."""
    flux.FluxPosEmbed.forward = _rope
    flux.apply_rotary_emb = _rotate
    nn.RMSNorm.forward = _rms_norm


def _rope(self, ids):
    """diffusers repeats with repeat_interleave, which the exporter fixes to the length of the example."""
    angles = []
    for i, width in enumerate(self.axes_dim):
        frequencies = 1.0 / self.theta ** (torch.arange(0, width, 2, dtype=torch.float64) / width)
        angle = ids[:, i : i + 1].float() * frequencies.float()
        angles.append(torch.stack([angle, angle], -1).flatten(1))
    angles = torch.cat(angles, -1)
    return angles.cos(), angles.sin()


def _rotate(x, freqs_cis, use_real=True, use_real_unbind_dim=-1, sequence_dim=2):
    """x: [B, sequence, heads, width]. With reshape for flatten(3), which the exporter gets wrong."""
    cos, sin = (table[None, :, None, :] for table in freqs_cis)
    batch, length, heads, width = x.shape
    pairs = x.reshape(batch, length, heads, width // 2, 2)
    turned = torch.cat([-pairs[..., 1:], pairs[..., :1]], -1).reshape(batch, length, heads, width)
    return x * cos + turned * sin


def _rms_norm(self, x):
    """aten::rms_norm has no counterpart in opset 18."""
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight
