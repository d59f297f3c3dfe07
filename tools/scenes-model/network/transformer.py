"""diffusers' FLUX transformer with 5.8M parameters, and FLUX's packing of latents into tokens."""

import torch
from diffusers import FluxTransformer2DModel
from torch import nn

from network.text import POOLED_WIDTH, SEQUENCE_WIDTH

CONFIG = {
    "patch_size": 1,
    "in_channels": 64,
    "num_layers": 2,
    "num_single_layers": 5,
    "attention_head_dim": 32,
    "num_attention_heads": 6,
    "joint_attention_dim": SEQUENCE_WIDTH,
    "pooled_projection_dim": POOLED_WIDTH,
    "guidance_embeds": True,
    "axes_dims_rope": (8, 12, 12),
}


def new_transformer():
    """Every block starts as the identity, and guidance starts without effect."""
    transformer = FluxTransformer2DModel(**CONFIG)
    for name, p in transformer.named_parameters():
        if p.ndim == 2:
            nn.init.xavier_uniform_(p)
        elif name.endswith("bias"):
            nn.init.zeros_(p)
        modulation = ".norm1" in name and "linear" in name or ".norm.linear" in name
        if modulation or name.startswith(("norm_out", "proj_out")):
            nn.init.zeros_(p)
    embed = transformer.time_text_embed
    timestep, guidance = embed.timestep_embedder, embed.guidance_embedder
    for linear in (timestep.linear_1, timestep.linear_2, guidance.linear_1):
        nn.init.normal_(linear.weight, std=0.02)
    nn.init.zeros_(guidance.linear_2.weight)
    return transformer


def pack(z):
    """Latents [B,c,h,w] -> tokens [B,h/2*w/2,4c], channels in FLUX's order (c, dy, dx)."""
    b, c, h, w = z.shape
    return z.view(b, c, h // 2, 2, w // 2, 2).permute(0, 2, 4, 1, 3, 5).reshape(b, h * w // 4, c * 4)


def unpack(x, h, w):
    b, _, c = x.shape
    return x.view(b, h // 2, w // 2, c // 4, 2, 2).permute(0, 3, 1, 4, 2, 5).reshape(b, c // 4, h, w)


def image_ids(h, w):
    """Positions of h x w tokens, [h*w,3]."""
    ids = torch.zeros(h, w, 3)
    ids[..., 1] = torch.arange(h)[:, None]
    ids[..., 2] = torch.arange(w)[None]
    return ids.view(-1, 3)
