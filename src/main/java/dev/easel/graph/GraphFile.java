package dev.easel.graph;

import com.google.protobuf.CodedInputStream;
import dev.easel.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The structure of an ONNX file: its nodes, and its weights without their numbers. Reading costs no memory for weights.
 *
 * @param path the file
 * @param nodes the operators of the main graph, in the file's order
 * @param initializers its weights by name
 * @param graph where the graph's message lies in the file, without its tag and length
 * @param graphTag where its tag lies
 */
public record GraphFile(
        Path path,
        List<GraphNode> nodes,
        Map<String, Initializer> initializers,
        Initializer.Range graph,
        long graphTag) {

    /**
     * Reads a file.
     *
     * @throws ModelException if it cannot be read or is no ONNX file
     */
    public static GraphFile read(Path path) {
        try (var in = Files.newInputStream(path)) {
            var coded = CodedInputStream.newInstance(in);
            // a single protobuf message cannot be larger
            coded.setSizeLimit(Integer.MAX_VALUE);
            return new GraphReader(path, coded).read();
        } catch (IOException | ArithmeticException e) {
            throw new ModelException(path, "cannot be read (" + e.getMessage() + ")", "a complete ONNX graph", e);
        }
    }
}
