"""The model families: which graphs each has, and what makes them."""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from exporter import autoencoder, flux, text_encoders, unet, z_image
from exporter.checkpoint import CheckpointError


@dataclass(frozen=True)
class Component:
    """part: the folder of the checkpoint. graph: from its module and the type of the edges to a Graph."""

    part: str
    graph: Callable


@dataclass(frozen=True)
class Family:
    components: dict[str, Component]
    dtypes: tuple[torch.dtype, ...]


def _of(part, graph):
    return Component(part, lambda model, _: graph(model))


VAE = {
    "vae_decoder": Component("vae", autoencoder.decoder),
    "vae_encoder": Component("vae", autoencoder.encoder),
}
HALF = (torch.float32, torch.float16)
ANY = (*HALF, torch.bfloat16)
FLUX = Family(
    {
        "text_encoder": _of("text_encoder", text_encoders.clip),
        "text_encoder_2": _of("text_encoder_2", text_encoders.t5),
        "transformer": _of("transformer", flux.transformer),
        **VAE,
    },
    ANY,
)
Z_IMAGE = Family(
    {
        "text_encoder": _of("text_encoder", text_encoders.qwen3),
        "transformer": _of("transformer", z_image.transformer),
        **VAE,
    },
    ANY,
)
# Opset 18 has no bfloat16 convolution, of which a U-Net is made.
SDXL = Family(
    {
        "text_encoder": _of("text_encoder", text_encoders.clip_states),
        "text_encoder_2": _of("text_encoder_2", text_encoders.clip_projection),
        "unet": _of("unet", unet.unet),
        **VAE,
    },
    HALF,
)
STABLE_DIFFUSION = Family(
    {"text_encoder": _of("text_encoder", text_encoders.clip), "unet": _of("unet", unet.unet), **VAE}, HALF
)
FAMILIES = {
    "FluxPipeline": FLUX,
    "FluxKontextPipeline": FLUX,
    "ZImagePipeline": Z_IMAGE,
    "StableDiffusionXLPipeline": SDXL,
    "StableDiffusionPipeline": STABLE_DIFFUSION,
    "LatentConsistencyModelPipeline": STABLE_DIFFUSION,
}


def family_of(checkpoint):
    pipeline = checkpoint.pipeline()
    if pipeline not in FAMILIES:
        raise CheckpointError(f"_class_name is {pipeline}; expected one of {', '.join(FAMILIES)}")
    return FAMILIES[pipeline]
