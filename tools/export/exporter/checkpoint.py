"""A diffusers folder: `model_index.json` and a folder per component, with weights in safetensors."""

import json
from pathlib import Path

import diffusers
import transformers


class CheckpointError(Exception):
    """The checkpoint cannot be exported."""


class Checkpoint:
    def __init__(self, folder, variant=None):
        self.folder, self.variant = Path(folder), variant
        index = self.folder / "model_index.json"
        if not index.is_file():
            raise CheckpointError(f"{index} is missing: --checkpoint needs a diffusers folder, not a single file")
        self.index = json.loads(index.read_text(encoding="utf-8"))

    def pipeline(self):
        return self.index["_class_name"]

    def require(self, part):
        """Raises if there is no such component."""
        entry = self.index.get(part)
        if not isinstance(entry, list) or entry[0] not in ("diffusers", "transformers"):
            raise CheckpointError(
                f"{self.folder / 'model_index.json'} has {part}: {entry}; expected a class of diffusers or transformers"
            )
        if not (self.folder / part / "config.json").is_file():
            raise CheckpointError(f"{self.folder / part / 'config.json'} is missing: is the download complete?")

    def load(self, part, dtype):
        """The module of a component, with its weights in dtype, in evaluation mode."""
        library, name = self.index[part]
        options = {"local_files_only": True, "variant": self.variant}
        if library == "diffusers":
            model = getattr(diffusers, name).from_pretrained(
                str(self.folder), subfolder=part, torch_dtype=dtype, **options
            )
        else:
            model = getattr(transformers, name).from_pretrained(
                str(self.folder / part), dtype=dtype, **options
            )
        return model.eval().requires_grad_(False)
