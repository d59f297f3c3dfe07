"""The U-Net of Stable Diffusion 1.5, LCM and SDXL, with a timestep per row, which may lie between those of training."""

import torch
from torch import nn

from exporter.graph import BATCH, LENGTH, Graph, Samples

PROMPT_LENGTH, TRAINED_STEPS, SIZES = 77, 1000, 6
# Rows, latent height and width.
# The traced one is odd: diffusers then asks each level for the size of the one beside it, and every size works.
SHAPES = ((2, 17, 15), (1, 8, 8), (3, 8, 16), (3, 24, 16), (2, 9, 14))


class UNet(nn.Module):
    def __init__(self, m, extras):
        super().__init__()
        self.m, self.extras = m, extras

    def forward(self, sample, timestep, encoder_hidden_states, *extras):
        named = dict(zip(self.extras, extras))
        condition = named.pop("timestep_cond", None)
        return self.m(
            sample,
            timestep,
            encoder_hidden_states,
            timestep_cond=condition,
            added_cond_kwargs=named or None,
            return_dict=False,
        )[0]


def unet(model, dtype):
    image = {0: BATCH, 2: "height", 3: "width"}
    inputs = {"sample": image, "timestep": {0: "steps"}, "encoder_hidden_states": {0: BATCH, 1: LENGTH}}
    extras = _extras(model.config)
    inputs.update({name: {0: BATCH} for name in extras})
    module, samples, feeds = UNet(model, list(extras)).eval(), Samples(dtype), []
    for rows, height, width in SHAPES:
        feed = {
            "sample": samples.normal(rows, model.config.in_channels, height, width),
            # Each row has its own timestep. With a scalar only rows at the same step could share a pass.
            "timestep": TRAINED_STEPS - 1 - TRAINED_STEPS / 3 * torch.arange(rows),
            "encoder_hidden_states": samples.normal(rows, PROMPT_LENGTH, model.config.cross_attention_dim),
        }
        for name, width_of_extra in extras.items():
            feed[name] = samples.normal(rows, width_of_extra)
        if "time_ids" in feed:
            feed["time_ids"] = torch.tensor([[64.0, 128, 0, 0, 64, 128]]).repeat(rows, 1)
        feeds.append(feed)
    outputs, float32 = {"out_sample": image}, frozenset({"timestep"})
    return Graph(inputs, outputs, feeds, lambda feed: (module(*feed.values()),), lambda: module, float32)


def _extras(config):
    """Name -> width of the inputs that only some U-Nets have."""
    extras = {}
    if config.addition_embed_type == "text_time":
        sizes = SIZES * config.addition_time_embed_dim
        extras = {"text_embeds": config.projection_class_embeddings_input_dim - sizes, "time_ids": SIZES}
    if config.time_cond_proj_dim is not None:
        extras["timestep_cond"] = config.time_cond_proj_dim
    return extras
