package dev.easel.graph;

import java.nio.file.Path;

/** Where a session's weights come from: the graph's file, or replacements for some of them. */
@FunctionalInterface
public interface WeightSource {
    /** The graph's own weights. */
    WeightSource ORIGINAL = (component, graph) -> WeightReplacements.none();

    /**
     * The weights that replace a graph's own.
     *
     * @param component the component whose session is being opened
     * @param graph its ONNX file
     * @return the replacements; the session closes them
     */
    WeightReplacements replacements(String component, Path graph);
}
