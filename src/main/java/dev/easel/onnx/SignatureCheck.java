package dev.easel.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import dev.easel.model.Dtype;
import dev.easel.model.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Compares a graph with what its component expects, so that a wrong file is reported at start, by name. */
record SignatureCheck(Path file, Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {

    void require(Signature signature) {
        signature.inputs().forEach(spec -> requireTensor("input", inputs, spec));
        signature.outputs().forEach(spec -> requireTensor("output", outputs, spec));
        List<String> fed = signature.inputs().stream().map(TensorSpec::name).toList();
        inputs.keySet().stream().filter(name -> !fed.contains(name)).findFirst().ifPresent(name -> {
            throw new ModelException(file, "has an input '" + name + "'", "no inputs but " + fed);
        });
    }

    /** One number per row, such as a timestep, may be float32 in a float16 graph, because float16 cannot hold it exactly. */
    void requireDtype(Dtype dtype) {
        if (dtype == Dtype.AUTO) {
            return;
        }
        var wanted = ElementType.valueOf(dtype.name());
        inputs.forEach((name, node) -> elementType(node)
                .filter(type -> type.kind() == TensorSpec.Kind.FLOAT && type != wanted)
                .filter(type -> type != ElementType.FLOAT32 || extents(node).length > 1)
                .ifPresent(type -> {
                    throw new ModelException(
                            file, "has an input '" + name + "' of " + type, wanted + ", as easel.model.dtype says");
                }));
    }

    private void requireTensor(String role, Map<String, NodeInfo> nodes, TensorSpec spec) {
        var node = Optional.ofNullable(nodes.get(spec.name()))
                .orElseThrow(() -> new ModelException(
                        file,
                        "has no " + role + " '" + spec.name() + "' (it has " + nodes.keySet() + ")",
                        "'" + spec.name() + "' " + spec));
        boolean accepted = elementType(node)
                .filter(type -> spec.accepts(type.kind(), extents(node)))
                .isPresent();
        if (!accepted) {
            throw new ModelException(
                    file, "has the " + role + " '" + spec.name() + "' as " + describe(node), "" + spec);
        }
    }

    private static Optional<ElementType> elementType(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo info ? ElementType.of(info.type) : Optional.empty();
    }

    private static long[] extents(NodeInfo node) {
        return ((TensorInfo) node.getInfo()).getShape();
    }

    private static String describe(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            return node.getInfo().toString();
        }
        var kind = ElementType.of(info.type).map(ElementType::kind);
        return kind.map(k -> new TensorSpec(
                                node.getName(),
                                k,
                                LongStream.of(info.getShape()).boxed().toList())
                        .toString())
                .orElseGet(() -> info.type + Arrays.toString(info.getShape()));
    }
}
