"""Copies of scenes-flux to measure memory with: `python -m release.variants FOLDER`.

`float16` has graphs in half precision. `large-encoder` has a T5 whose table of tokens has 256 MB more than it needs;
its images are the same."""

import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.transformers.float16 import convert_float_to_float16
from onnxruntime.transformers.onnx_model import OnnxModel

MODEL = Path(__file__).resolve().parents[3] / "models" / "scenes-flux"
# Squares and means of large numbers do not fit into float16.
SINGLE = ["Pow", "ReduceMean", "Sqrt", "Reciprocal", "Range", "Log"]
LARGE_BYTES = 256 << 20


def float16(folder):
    for file in sorted(folder.glob("*/model.onnx")):
        graph = onnx.load(file)
        keep = _angles(graph.graph.node)
        half = convert_float_to_float16(
            graph, keep_io_types=False, disable_shape_infer=True, op_block_list=SINGLE, node_block_list=keep
        )
        _drop_repeated(half.graph.node)
        OnnxModel(half).topological_sort()
        onnx.save(half, file)


def _drop_repeated(nodes):
    """The converter casts a constant once for each of its uses, under one name."""
    seen = set()
    for node in list(nodes):
        if node.output[0] in seen:
            nodes.remove(node)
        seen.add(node.output[0])


def _angles(nodes):
    """Names of the nodes that a sine or cosine depends on: float16 has no exact timesteps times frequencies."""
    makers = {output: node for node in nodes for output in node.output}
    names, left = set(), [node for node in nodes if node.op_type in ("Sin", "Cos")]
    while left:
        node = left.pop()
        if node.name not in names:
            names.add(node.name)
            left += [makers[name] for name in node.input if name in makers]
    return sorted(names)


def large_encoder(folder):
    file = folder / "text_encoder_2" / "model.onnx"
    graph = onnx.load(file)
    tables = {node.input[0] for node in graph.graph.node if node.op_type == "Gather"}
    table = max(
        (weight for weight in graph.graph.initializer if weight.name in tables and len(weight.dims) == 2),
        key=lambda weight: weight.dims[0],
    )
    values = numpy_helper.to_array(table)
    rows = LARGE_BYTES // (values.itemsize * values.shape[1])
    more = np.random.default_rng(0).standard_normal((rows, values.shape[1]), np.float32)
    table.CopyFrom(numpy_helper.from_array(np.concatenate([values, more]), table.name))
    onnx.save(graph, file)


def main(parent):
    for name, change in (("float16", float16), ("large-encoder", large_encoder)):
        folder = Path(parent) / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(MODEL, folder)
        change(folder)
        print(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
