"""The folder of checkpoints, tokenizers, previews and exports: SCENES_LAB, or `lab` beside the tools."""

import os
from pathlib import Path

import torch

LAB = Path(os.environ.get("SCENES_LAB", Path(__file__).parent.parent / "lab")).resolve()
CHECKPOINTS = LAB / "checkpoints"
TOKENIZERS = LAB / "work"
PREVIEWS = LAB / "logs"
EXPORT = LAB / "export" / "scenes-flux"

AUTOENCODER = CHECKPOINTS / "vae.pt"
TEXT = CHECKPOINTS / "text.pt"
FLUX = CHECKPOINTS / "flux.pt"


def save(checkpoint, file):
    """Atomic: a process that is killed while saving leaves the previous checkpoint."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".unfinished")
    torch.save(checkpoint, unfinished)
    os.replace(unfinished, file)


def load(file):
    return torch.load(file, map_location="cpu", weights_only=True)
