"""Exports of the tiny checkpoints, made once for all tests, and functions that read them."""

import functools
import os
import tempfile
from pathlib import Path

import onnx
import onnxruntime
import torch

from exporter.checkpoint import Checkpoint
from exporter.export import export
from tests import checkpoints

_SCRATCH = tempfile.TemporaryDirectory()
ROOT = Path(_SCRATCH.name)


@functools.cache
def checkpoint(name):
    (ROOT / "checkpoints" / name).mkdir(parents=True)
    return checkpoints.save(name, ROOT / "checkpoints" / name)


@functools.cache
def exported(name, *dtypes):
    """The folder; every graph in it was compared with torch, or this raises."""
    folder = ROOT / "-".join([name, *(str(dtype) for dtype in dtypes)])
    export(Checkpoint(checkpoint(name)), folder, dtypes or (torch.float32,))
    return folder


def session(file):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def signature(file):
    """Name -> element type and shape, of the inputs and of the outputs, read without a kernel for the type."""
    graph = onnx.load(str(file), load_external_data=False).graph
    edges = (graph.input, graph.output)
    return tuple({value.name: _type(value.type.tensor_type) for value in values} for values in edges)


def _type(tensor):
    return tensor.elem_type, [axis.dim_param or axis.dim_value for axis in tensor.shape.dim]
