"""The FLUX.1 transformer: dev, schnell and Kontext."""

import torch
from torch import nn

from exporter.graph import BATCH, LENGTH, Graph, Samples

TOKENS, TRAINED_STEPS = "packed_height_width", 1000
# Rows, token rows and columns of the image, tokens of the prompt; the last one has a reference image (Kontext).
SHAPES = ((2, 4, 4, 64, 0), (1, 4, 4, 512, 0), (3, 4, 8, 64, 0), (2, 5, 3, 256, 0), (2, 4, 6, 128, 15))


class Flux(nn.Module):
    """Timestep and guidance are multiplied by 1000 in float32. diffusers does so in the type of the latents, which in
    float16 is off by up to 2 of 5000."""

    def __init__(self, m):
        super().__init__()
        self.m, self.scaled = m, ()
        m.time_text_embed.register_forward_pre_hook(lambda _, given: (*self.scaled, given[-1]))

    def forward(
        self,
        hidden_states,
        encoder_hidden_states,
        pooled_projections,
        timestep,
        img_ids,
        txt_ids,
        guidance=None,
    ):
        self.scaled = [x.float() * TRAINED_STEPS for x in (timestep, guidance) if x is not None]
        return self.m(
            hidden_states=hidden_states,
            encoder_hidden_states=encoder_hidden_states,
            pooled_projections=pooled_projections,
            timestep=timestep,
            img_ids=img_ids,
            txt_ids=txt_ids,
            guidance=guidance,
            return_dict=False,
        )[0]


def transformer(model, dtype):
    inputs = {
        "hidden_states": {0: BATCH, 1: TOKENS},
        "encoder_hidden_states": {0: BATCH, 1: LENGTH},
        "pooled_projections": {0: BATCH},
        "timestep": {0: "step"},
        "img_ids": {0: TOKENS},
        "txt_ids": {0: LENGTH},
    }
    if model.config.guidance_embeds:
        inputs["guidance"] = {0: BATCH}
    module, samples = Flux(model).eval(), Samples(dtype)
    outputs = {"out_hidden_states": {0: BATCH, 1: TOKENS}}
    feeds = [_feed(model.config, samples, *shape) for shape in SHAPES]
    return Graph(inputs, outputs, feeds, lambda feed: (module(**feed),), lambda: module)


def _feed(config, samples, rows, height, width, length, reference):
    ids = torch.cat([_image_ids(0, height, width), _image_ids(1, 1, reference)])
    feed = {
        "hidden_states": samples.normal(rows, len(ids), config.in_channels),
        "encoder_hidden_states": samples.normal(rows, length, config.joint_attention_dim),
        "pooled_projections": samples.normal(rows, config.pooled_projection_dim),
        # Each row has its own timestep.
        "timestep": samples.rounded(torch.linspace(0.05, 1, rows)),
        "img_ids": ids,
        "txt_ids": torch.zeros(length, 3),
    }
    if config.guidance_embeds:
        feed["guidance"] = samples.rounded(torch.linspace(1, 5, rows))
    return feed


def _image_ids(frame, height, width):
    rows, columns = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    return torch.stack([torch.full_like(rows, frame), rows, columns], -1).reshape(-1, 3).float()
