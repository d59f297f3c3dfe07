"""The model families and their graphs."""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from exporter import autoencoder, flux, text_encoders, unet, z_image
from exporter.checkpoint import CheckpointError


@dataclass(frozen=True)
class Component:
    """part: the folder of the checkpoint. graph: makes a Graph of its module, which holds float32, for a dtype."""

    part: str
    graph: Callable

    def weights_in(self, dtype):
        """Convolutions stay float32 because opset 18 has none in bfloat16."""
        return torch.float32 if self.part == "vae" and dtype == torch.bfloat16 else dtype


@dataclass(frozen=True)
class Family:
    components: dict[str, Component]
    dtypes: tuple[torch.dtype, ...]


VAE = {
    "vae_decoder": Component("vae", autoencoder.decoder),
    "vae_encoder": Component("vae", autoencoder.encoder),
}
HALF = (torch.float32, torch.float16)
ANY = (*HALF, torch.bfloat16)
FLUX = Family(
    {
        "text_encoder": Component("text_encoder", text_encoders.clip),
        "text_encoder_2": Component("text_encoder_2", text_encoders.t5),
        "transformer": Component("transformer", flux.transformer),
        **VAE,
    },
    ANY,
)
Z_IMAGE = Family(
    {
        "text_encoder": Component("text_encoder", text_encoders.qwen3),
        "transformer": Component("transformer", z_image.transformer),
        **VAE,
    },
    ANY,
)
# A U-Net consists of convolutions, and opset 18 has none in bfloat16.
SDXL = Family(
    {
        "text_encoder": Component("text_encoder", text_encoders.clip_states),
        "text_encoder_2": Component("text_encoder_2", text_encoders.clip_projection),
        "unet": Component("unet", unet.unet),
        **VAE,
    },
    HALF,
)
STABLE_DIFFUSION = Family(
    {"text_encoder": Component("text_encoder", text_encoders.clip), "unet": Component("unet", unet.unet), **VAE}, HALF
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
