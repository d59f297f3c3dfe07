package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.SessionThreads;
import dev.easel.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A model with a component that cannot be opened while others are: encoders open in parallel to the network. */
class FailedOpeningTest {

    @ParameterizedTest
    @ValueSource(strings = {"transformer", "text_encoder", "text_encoder_2", "vae_decoder"})
    void leavesNoSessionOpen(String component, @TempDir Path folder) throws IOException {
        ModelCopy.of(Fixtures.model("tiny-random-flux-dev"), folder);
        var graph = folder.resolve(component).resolve("model.onnx");
        Files.writeString(graph, "no graph");
        SessionThreads.run(() -> {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Drawing.open(folder, Map.of()))
                    .withMessageContaining(graph.toString());
            assertThat(SessionThreads.open()).isZero();
        });
    }
}
