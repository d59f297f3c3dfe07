"""From a torch module to the nodes of an ONNX graph, without weights: those are written one by one afterwards."""

import warnings

import onnx
import torch

from exporter.operations import exportable

OPSET = 18
# Each wrapper in this package holds the model as this attribute.
WRAPPED = "m"


def trace(graph, module, dtype, file):
    """-> the graph's nodes, with the module's parameters as inputs that have their names in the model"""
    inputs = [
        x.to(dtype) if x.is_floating_point() and name not in graph.float32_inputs else x
        for name, x in graph.feeds[0].items()
    ]
    with exportable(), warnings.catch_warnings():
        # The older exporter handles dynamic sizes best, but prints a deprecation warning at every use.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs),
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
