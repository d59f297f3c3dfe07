"""`python -m exporter --checkpoint DIR --output DIR`"""

import argparse
import sys
from pathlib import Path

from exporter.check import CHECKED, UNCHECKED, CheckFailed
from exporter.checkpoint import Checkpoint, CheckpointError
from exporter.export import DTYPES, export


def main():
    parser = argparse.ArgumentParser(prog="python -m exporter", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="a diffusers folder")
    parser.add_argument("--output", type=Path, required=True, help="the model folder for Easel")
    parser.add_argument(
        "--dtype", nargs="+", choices=DTYPES, default=["float32"], help="first for model.onnx, then for further files"
    )
    parser.add_argument("--components", nargs="+", help="components to export, such as transformer; default: all")
    parser.add_argument("--variant", help="variant of the checkpoint's weight files, such as fp16")
    parser.add_argument("--unchecked", action="store_true", help="skip the comparison with torch")
    arguments = parser.parse_args()
    try:
        export(
            Checkpoint(arguments.checkpoint, arguments.variant),
            arguments.output,
            tuple(DTYPES[name] for name in dict.fromkeys(arguments.dtype)),
            arguments.components,
            UNCHECKED if arguments.unchecked else CHECKED,
        )
    except (CheckpointError, CheckFailed) as e:
        sys.exit(f"error: {e}")


if __name__ == "__main__":
    main()
