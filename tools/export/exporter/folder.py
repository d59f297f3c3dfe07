"""Copies the files of a model folder other than its graphs from the checkpoint."""

import json
import shutil

PLAIN_FOLDERS = ("scheduler", "tokenizer", "tokenizer_2")
# Parts of a checkpoint that are not exported; their entries in model_index.json would name folders that are not there.
NOT_SERVED = ("safety_checker", "feature_extractor", "image_encoder")


def copy_plain_files(checkpoint, output):
    for name in PLAIN_FOLDERS:
        if (checkpoint.folder / name).is_dir():
            shutil.copytree(checkpoint.folder / name, output / name, dirs_exist_ok=True)
    index = {key: value for key, value in checkpoint.index.items() if key not in NOT_SERVED}
    (output / "model_index.json").write_text(json.dumps(index, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def copy_config(checkpoint, part, output):
    """output: the folder of the exported component"""
    output.mkdir(parents=True, exist_ok=True)
    shutil.copy(checkpoint.folder / part / "config.json", output / "config.json")
