"""Writes a traced graph with its weights, one tensor at a time: no second copy of a large model is ever in memory."""

import contextlib
import re

import onnx
import torch
from onnx import TensorProto

from exporter.tracing import parameter_name

# Above this, weights go into a file beside the graph. Protobuf ends at 2 GiB, and holds every byte several times.
ONE_FILE = 1_000_000_000
# Smaller tensors stay in the graph, where ONNX Runtime looks at their values to infer shapes.
INLINE = 1024
# So that ONNX Runtime can map a tensor into memory instead of reading it.
PAGE = 4096
TYPES = {
    torch.float32: TensorProto.FLOAT,
    torch.float16: TensorProto.FLOAT16,
    torch.bfloat16: TensorProto.BFLOAT16,
    torch.float64: TensorProto.DOUBLE,
    torch.int64: TensorProto.INT64,
    torch.bool: TensorProto.BOOL,
}


def write(skeleton, module, file, one_file=ONE_FILE):
    """skeleton: the traced graph, whose inputs include the module's parameters; those become initializers.

    Above one_file bytes of weights they are written to FILE_data (`model.onnx_data`)."""
    tensors = _tensors(skeleton.graph, module)
    transposed = _fold_transposes(skeleton.graph, tensors)
    _name_linear_layers(skeleton.graph, tensors)
    data = file.with_name(file.name + "_data")
    data.unlink(missing_ok=True)
    external = sum(tensor.nbytes for tensor in tensors.values()) > one_file
    with open(data, "wb") if external else contextlib.nullcontext() as out:
        for name, tensor in tensors.items():
            tensor = tensor.t() if name in transposed else tensor
            skeleton.graph.initializer.append(_initializer(name, tensor, data.name, out))
    kept = [value for value in skeleton.graph.input if value.name not in tensors]
    del skeleton.graph.input[:]
    skeleton.graph.input.extend(kept)
    onnx.save(skeleton, str(file))
    onnx.checker.check_model(str(file))


def _tensors(graph, module):
    found = {parameter_name(name): p for name, p in (*module.named_parameters(), *module.named_buffers())}
    return {value.name: found[value.name].detach() for value in graph.input if value.name in found}


def _fold_transposes(graph, tensors):
    """Removes a linear layer's Transpose of its weight [out, in] -> the weights that are to be written as [in, out]."""
    users = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    folded = {}
    for node in list(graph.node):
        if node.op_type == "Transpose" and node.input[0] in tensors and len(users[node.input[0]]) == 1:
            if tensors[node.input[0]].ndim == 2:
                folded[node.output[0]] = node.input[0]
                graph.node.remove(node)
    for node in graph.node:
        node.input[:] = [folded.get(name, name) for name in node.input]
    return set(folded.values())


def _name_linear_layers(graph, tensors):
    """`/blocks.0/attn/to_q/MatMul` for the module `blocks.0.attn.to_q`: the name by which LoRA finds its target.

    The exporter only differs for layers inside a container with its own call (`/mlp/mlp.0/Gemm`)."""
    taken = {node.name for node in graph.node}
    for node in graph.node:
        if node.op_type in ("MatMul", "Gemm") and node.input[1] in tensors:
            module = node.input[1].removesuffix(".weight")
            name = "/" + re.sub(r"\.(?!\d)", "/", module) + "/" + node.op_type
            if name not in taken:
                node.name = name
                taken.add(name)


def _initializer(name, tensor, location, out):
    data = tensor.contiguous().view(-1).view(torch.uint8).numpy()
    proto = TensorProto(name=name, data_type=TYPES[tensor.dtype], dims=tensor.shape)
    if out is None or tensor.nbytes < INLINE:
        proto.raw_data = data.tobytes()
        return proto
    out.write(bytes(-out.tell() % PAGE))
    proto.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", out.tell()), ("length", tensor.nbytes)):
        proto.external_data.add(key=key, value=str(value))
    out.write(memoryview(data))
    return proto

