package dev.easel.graph;

import dev.easel.graph.proto.AttributeProto;
import dev.easel.graph.proto.NodeProto;
import java.util.List;
import java.util.Optional;

/** An operator in a graph. */
public final class GraphNode {
    private static final String SCOPES = "pkg.torch.onnx.name_scopes";

    private final NodeProto node;

    GraphNode(NodeProto node) {
        this.node = node;
    }

    /** The node's name; exporters that trace modules put the module's path into it. */
    public String name() {
        return node.getName();
    }

    /** The operator. */
    public String opType() {
        return node.getOpType();
    }

    /** The names of the values that it reads. */
    public List<String> inputs() {
        return node.getInputList();
    }

    /** The names of the values that it computes. */
    public List<String> outputs() {
        return node.getOutputList();
    }

    /** An attribute that is an integer or a list of integers, or its default. */
    public List<Long> integers(String attribute, Long... defaults) {
        return node.getAttributeList().stream()
                .filter(candidate -> candidate.getName().equals(attribute))
                .findFirst()
                .map(GraphNode::integers)
                .orElse(List.of(defaults));
    }

    private static List<Long> integers(AttributeProto attribute) {
        return attribute.getIntsCount() > 0 ? attribute.getIntsList() : List.of(attribute.getI());
    }

    /**
     * The module that the node was exported from, if the exporter recorded it: the last but one of {@code ['', 'm',
     * 'm.x_embedder', 'linear']}.
     */
    public Optional<String> scope() {
        return node.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(SCOPES))
                .map(entry -> entry.getValue().replaceAll("[\\[\\]' ]", "").split(",", -1))
                .filter(names -> names.length >= 2)
                .map(names -> names[names.length - 2])
                .filter(name -> !name.isEmpty())
                .findFirst();
    }
}
