"""From a torch module to the nodes of an ONNX graph, without weights: those are written one by one afterwards."""

import contextlib
import warnings

import diffusers.models.transformers.transformer_flux as flux
import onnx
import torch
import torch.nn.functional as F

OPSET = 18
# Each wrapper in this package holds the model as this attribute.
WRAPPED = "m"


def trace(graph, file):
    """-> the graph's nodes, with the module's parameters as inputs that have their names in the model"""
    with _exportable(), warnings.catch_warnings():
        # The exporter that follows free sizes best is the older one, which says so itself at every use.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph.module,
            tuple(graph.cases[0].inputs.values()),
            str(file),
            input_names=list(graph.inputs),
            output_names=list(graph.outputs),
            dynamic_axes={**graph.inputs, **graph.outputs},
            opset_version=OPSET,
            export_params=False,
            do_constant_folding=False,
            dynamo=False,
        )
    model = onnx.load(str(file))
    file.unlink()
    _name_as_in_the_model(model.graph)
    return model


def parameter_name(name):
    """A parameter's name in the model, without the wrappers around it. LoRA files name modules this way."""
    while name.startswith(WRAPPED + "."):
        name = name[len(WRAPPED) + 1 :]
    return name


def _node_name(name):
    while name.startswith(f"/{WRAPPED}/"):
        name = name[len(WRAPPED) + 1 :]
    return name if name.startswith("/") else parameter_name(name)


def _name_as_in_the_model(graph):
    """`/m/single.0/proj/MatMul` -> `/single.0/proj/MatMul`, unless the wrapper has an operation of that name."""
    taken = {name for node in _nodes(graph) for name in (node.name, *node.output)}
    names = {name: _node_name(name) for name in taken | {value.name for value in graph.input}}
    renamed = {old: new for old, new in names.items() if old != new and new not in taken}
    for node in _nodes(graph):
        node.name, node.doc_string = renamed.get(node.name, node.name), ""
        for values in (node.input, node.output):
            values[:] = [renamed.get(name, name) for name in values]
    for part in _graphs(graph):
        for values in (part.input, part.output, part.value_info):
            for value in values:
                value.name = renamed.get(value.name, value.name)


def _nodes(graph):
    return [node for part in _graphs(graph) for node in part.node]


def _graphs(graph):
    """The graph and those inside its nodes (the branches of an If)."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                yield from _graphs(attribute.g)


@contextlib.contextmanager
def _exportable():
    """Replaces two functions, while tracing, by the same maths in operations that opset 18 has."""
    replaced = ((flux, "apply_rotary_emb", _rotate), (F, "rms_norm", _rms_norm))
    originals = [getattr(owner, name) for owner, name, _ in replaced]
    for owner, name, replacement in replaced:
        setattr(owner, name, replacement)
    try:
        yield
    finally:
        for (owner, name, _), original in zip(replaced, originals):
            setattr(owner, name, original)


def _rotate(x, freqs_cis, use_real=True, use_real_unbind_dim=-1, sequence_dim=2):
    """In float32, as diffusers has it."""
    cosines, sines = (table[None, :, None, :] if sequence_dim == 1 else table[None, None] for table in freqs_cis)
    y = x.float()
    turned = torch.stack([-y[..., 1::2], y[..., 0::2]], -1).flatten(-2)
    return (y * cosines + turned * sines).to(x.dtype)


def _rms_norm(x, shape, weight=None, eps=None):
    """In float32: torch adds the squares of half-precision numbers up in float32 too."""
    y = x.float()
    y = y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + (torch.finfo(x.dtype).eps if eps is None else eps))
    return (y if weight is None else y * weight.float()).to(x.dtype)
