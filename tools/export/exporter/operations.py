"""Equivalent operations that exist in opset 18 and keep the type of their inputs."""

import contextlib

import diffusers.models.transformers.transformer_flux as flux
import torch
import torch.nn.functional as F


@contextlib.contextmanager
def exportable():
    """Replaces some functions of torch and diffusers while tracing."""
    replaced = (
        (flux, "apply_rotary_emb", rotate),
        (F, "rms_norm", rms_norm),
        (F, "scaled_dot_product_attention", attention),
    )
    originals = [getattr(owner, name) for owner, name, _ in replaced]
    for owner, name, replacement in replaced:
        setattr(owner, name, replacement)
    try:
        yield
    finally:
        for (owner, name, _), original in zip(replaced, originals):
            setattr(owner, name, original)


def rotate(x, freqs_cis, use_real=True, use_real_unbind_dim=-1, sequence_dim=2):
    """In float32, as in diffusers."""
    cosines, sines = (table[None, :, None, :] if sequence_dim == 1 else table[None, None] for table in freqs_cis)
    y = x.float()
    turned = torch.stack([-y[..., 1::2], y[..., 0::2]], -1).flatten(-2)
    return (y * cosines + turned * sines).to(x.dtype)


def rms_norm(x, shape, weight=None, eps=None):
    """In float32: torch also sums the squares of half-precision numbers in float32."""
    y = x.float()
    y = y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + (torch.finfo(x.dtype).eps if eps is None else eps))
    return (y if weight is None else y * weight.float()).to(x.dtype)


def attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    """The exporter's own makes a causal mask in float32, whatever the type, and fails for bfloat16.

    The query is scaled before the product, which could overflow float16, and in float32: rounded to half precision the
    scale would be off by up to 0.2% for every pair of tokens alike."""
    if enable_gqa:
        raise NotImplementedError("grouped heads: choose the eager attention of the model instead")
    scale = int(query.shape[-1]) ** -0.5 if scale is None else float(scale)
    scores = (query.float() * scale).to(query.dtype) @ key.transpose(-1, -2)
    if is_causal:
        rows, columns = torch.arange(query.shape[-2]), torch.arange(key.shape[-2])
        attn_mask = columns[None, :] <= rows[:, None]
    if attn_mask is not None:
        scores = scores + (_additive(attn_mask, scores.dtype) if attn_mask.dtype == torch.bool else attn_mask)
    return scores.softmax(-1) @ value


def _additive(mask, dtype):
    """The least number of the type is enough: minus infinity would make NaN of a row that sees nothing."""
    return torch.where(mask, 0.0, torch.finfo(dtype).min).to(dtype)
