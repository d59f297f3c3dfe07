"""Latents to images and back. Scaling and shift stay outside, in config.json."""

import torch
from torch import nn

from exporter.graph import BATCH, Graph, Samples

LATENTS = {0: BATCH, 2: "latent_height", 3: "latent_width"}
# Rows, latent height and width.
SHAPES = ((2, 8, 8), (1, 8, 8), (3, 8, 16), (1, 10, 6))


class Decoder(nn.Module):
    def __init__(self, m):
        super().__init__()
        self.m = m

    def forward(self, latent_sample):
        return self.m.decode(latent_sample, return_dict=False)[0]


class Encoder(nn.Module):
    """-> mean and log variance, on the axis of channels"""

    def __init__(self, m):
        super().__init__()
        self.m = m

    def forward(self, sample):
        return self.m.encode(sample).latent_dist.parameters


class Between(nn.Module):
    """A float32 module whose edges have another type: ONNX has no bfloat16 convolution before opset 22."""

    def __init__(self, m, edge):
        super().__init__()
        self.m, self.edge = m, edge

    def forward(self, x):
        return self.m(x.float()).to(self.edge)


def decoder(model, dtype):
    image = {0: BATCH, 2: "height", 3: "width"}
    channels = model.config.latent_channels
    shapes = [(rows, channels, height, width) for rows, height, width in SHAPES]
    return _graph(Decoder(model), dtype, "latent_sample", LATENTS, "sample", image, shapes)


def encoder(model, dtype):
    image = {0: BATCH, 2: "sample_height", 3: "sample_width"}
    factor = 2 ** (len(model.config.block_out_channels) - 1)
    channels = model.config.in_channels
    shapes = [(rows, channels, height * factor, width * factor) for rows, height, width in SHAPES]
    return _graph(Encoder(model), dtype, "sample", image, "latent_parameters", LATENTS, shapes)


def _graph(module, dtype, name, axes, output, output_axes, shapes):
    module, samples = module.eval(), Samples(dtype)
    exported = Between(module, dtype) if dtype == torch.bfloat16 else module
    feeds = [{name: samples.normal(*shape)} for shape in shapes]
    return Graph({name: axes}, {output: output_axes}, feeds, lambda feed: (module(**feed),), lambda: exported)
