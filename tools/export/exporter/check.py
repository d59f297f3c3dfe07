"""Runs exported graphs with ONNX Runtime and compares the outputs with those of torch."""

import contextlib
from dataclasses import dataclass

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, numpy_helper
from onnxruntime.capi.onnxruntime_pybind11_state import NotImplemented as NoKernel

# Largest difference as a share of the largest value (or of 1 if all are smaller). The rest of bfloat16 in the
# widened graph is the rounding of constants, such as 1.702 in CLIP's activation.
TOLERANCES = {torch.float32: 1e-4, torch.float16: 2e-2, torch.bfloat16: 5e-3}


class CheckFailed(Exception):
    """An exported graph differs from torch."""


@dataclass(frozen=True)
class Row:
    """One output of one case."""

    output: str
    shapes: str
    difference: float
    largest: float
    tolerance: float

    def passed(self):
        # comparisons with NaN are false
        return self.difference <= self.tolerance * max(1.0, self.largest)


def check(file, graph, expected, dtype):
    """expected: torch's outputs of each feed -> a row per output and feed.

    bfloat16, for which the CPU has no kernels, is widened to float32 first."""
    session = _widened_session(file) if dtype == torch.bfloat16 else _session(str(file))
    types = {value.name: value.type for value in session.get_inputs()}
    rows = []
    for feed, wanted in zip(graph.feeds, expected):
        found = session.run(list(graph.outputs), {name: _array(x, types[name]) for name, x in feed.items()})
        shapes = ", ".join(f"{name}{list(x.shape)}" for name, x in feed.items())
        kept = feed[graph.mask][..., None].numpy() if graph.mask else 1
        for name, want, got in zip(graph.outputs, wanted, found):
            if want.shape != got.shape:
                raise CheckFailed(f"{name} has the shape {got.shape} for {shapes}, torch has {tuple(want.shape)}")
            want, got = want.numpy() * kept, got.astype(np.float32) * kept
            difference, largest = float(np.abs(want - got).max()), float(np.abs(want).max())
            rows.append(Row(name, shapes, difference, largest, TOLERANCES[dtype]))
    return rows


class Checked:
    """References before a model is changed, and comparisons after it was written."""

    def references(self, model, graph):
        """Float32 computation with the rounded weights: the target for half precision."""
        rounded = {parameter: parameter.dtype for parameter in model.parameters()}
        for parameter in rounded:
            parameter.data = parameter.data.float()
        references = graph.references()
        for parameter, dtype in rounded.items():
            parameter.data = parameter.data.to(dtype)
        return references

    def rows(self, file, graph, expected, dtype):
        return check(file, graph, expected, dtype)


class Unchecked:
    """Skips the comparison and so saves time and memory: no weights are widened to float32."""

    def references(self, model, graph):
        return []

    def rows(self, file, graph, expected, dtype):
        return []


CHECKED, UNCHECKED = Checked(), Unchecked()


def _array(x, wanted):
    return (x.half() if wanted == "tensor(float16)" else x).numpy()


def _session(model):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _widened_session(file):
    """Validates the graph itself: ONNX Runtime checks it before it reports a missing kernel."""
    with contextlib.suppress(NoKernel):
        _session(str(file))
    wide = file.with_name("widened.onnx")
    data = wide.with_name(wide.name + "_data")
    try:
        onnx.save_model(widened(onnx.load(str(file))), str(wide), save_as_external_data=True, location=data.name)
        return _session(str(wide))
    finally:
        wide.unlink(missing_ok=True)
        data.unlink(missing_ok=True)


def widened(model):
    """The graph with float32 in place of bfloat16: the same weights without rounding of intermediate values."""
    wide, narrow = TensorProto.FLOAT, TensorProto.BFLOAT16
    for value in (*model.graph.input, *model.graph.output, *model.graph.value_info):
        if value.type.tensor_type.elem_type == narrow:
            value.type.tensor_type.elem_type = wide
    for tensor in model.graph.initializer:
        _widen(tensor)
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.name == "to" and attribute.i == narrow:
                attribute.i = wide
            if attribute.type == onnx.AttributeProto.TENSOR:
                _widen(attribute.t)
    return model


def _widen(tensor):
    if tensor.data_type == TensorProto.BFLOAT16:
        values = numpy_helper.to_array(tensor).astype(np.float32)
        tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
