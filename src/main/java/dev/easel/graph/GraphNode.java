package dev.easel.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator in a graph.
 *
 * @param name the node's name; exporters that trace modules put the module's path into it
 * @param opType the operator
 * @param inputs the names of the values that it reads
 * @param outputs the names of the values that it makes
 * @param integers its attributes that are an integer or integers
 * @param scope the module that it was exported from, where the exporter wrote that down
 */
public record GraphNode(
        String name,
        String opType,
        List<String> inputs,
        List<String> outputs,
        Map<String, List<Long>> integers,
        Optional<String> scope) {

    /** An integer attribute, or its default. */
    public long integer(String attribute, long otherwise) {
        var values = integers.getOrDefault(attribute, List.of());
        return values.isEmpty() ? otherwise : values.getFirst();
    }
}
