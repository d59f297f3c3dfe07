package dev.easel.graph;

import java.nio.file.Path;

/** Where a session's weights come from: its graph's file, or changed ones in place of some. */
@FunctionalInterface
public interface WeightSource {
    /** The graph's own weights. */
    WeightSource ORIGINAL = (component, graph) -> WeightReplacements.none();

    /**
     * The weights to use in place of a graph's own.
     *
     * @param component the component whose session is being opened
     * @param graph its ONNX file
     * @return the replacements, which the session takes over
     */
    WeightReplacements replacements(String component, Path graph);
}
