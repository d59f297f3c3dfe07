package dev.easel.app;

import dev.easel.model.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The large files of a model. */
final class ModelFiles {
    /** In the order in which families open them. */
    private static final List<String> COMPONENTS =
            List.of("transformer", "unet", "text_encoder", "text_encoder_2", "vae_decoder", "vae_encoder");

    private ModelFiles() {}

    /** The graphs that will be opened, each with the files of weights that lie beside it, in the order of opening. */
    static List<Path> of(ModelFolder model) {
        return COMPONENTS.stream()
                .map(model::graph)
                .filter(Files::isRegularFile)
                .flatMap(graph -> withWeights(graph).stream())
                .toList();
    }

    /** Weights are named after their graph: {@code model.onnx_data}, {@code model.onnx.data}. */
    private static List<Path> withWeights(Path graph) {
        try (Stream<Path> siblings = Files.list(Objects.requireNonNull(graph.getParent()))) {
            var name = String.valueOf(graph.getFileName());
            return siblings.filter(file -> String.valueOf(file.getFileName()).startsWith(name))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException _) {
            // a folder may be open to those who know the names in it, as the graph does
            return List.of(graph);
        }
    }
}
