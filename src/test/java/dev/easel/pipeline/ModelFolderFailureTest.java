package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.OverflowRetry;
import dev.easel.pipeline.family.Pipelines;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A model folder that cannot be served is refused at once; the message names the file, the fault and the expectation. */
class ModelFolderFailureTest {
    private static final String VAE = "vae_decoder/config.json";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource({
        "dev.easel.pipeline.FileDamages#missingFiles",
        "dev.easel.pipeline.ConfigDamages#otherModels",
        "dev.easel.pipeline.FileDamages#brokenGraphs",
        "dev.easel.pipeline.FileDamages#wrongGraphs",
        "dev.easel.pipeline.ConfigDamages#wrongTransformerConfigurations",
        "dev.easel.pipeline.ConfigDamages#wrongVaeConfigurations",
        "dev.easel.pipeline.ConfigDamages#wrongSchedulers",
        "dev.easel.pipeline.FileDamages#wrongTokenizers"
    })
    void isRefusedByName(Damage damage) {
        damage.done().accept(ModelCopy.of(Fixtures.model(damage.model()), folder));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(folder, Map.of()))
                .withMessageContaining(folder.resolve(damage.file()).toString())
                .satisfies(e -> damage.words().forEach(word -> assertThat(e).hasMessageContaining(word)));
    }

    @Test
    void aVaeOfAnotherFamilyIsRefusedByItsConfiguration() {
        var model = ModelCopy.of(Fixtures.model(Damage.DEV), folder);
        // the extent 16 in the graph's input becomes one without a value: a free axis
        model.replace("vae_decoder/model.onnx", "\n\u0002\b\u0010", "\n\u0002\u001a\0");
        model.replace(VAE, "channels\": 16", "channels\": 4");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(folder, Map.of()))
                .withMessageContaining(folder.resolve(VAE) + " has latent_channels 4; expected a quarter")
                .withMessageContaining("in_channels 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void aSequenceLengthWithoutRoomForAPromptIsRefused(String length) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(Fixtures.model(Damage.DEV), Map.of("easel.model.max_sequence_length", length)))
                .withMessageContaining("leaves a prompt " + length + " tokens")
                .withMessageContaining("easel.model.max_sequence_length, of at least");
    }

    private static void open(Path model, Map<String, String> properties) {
        var cpu = Fixtures.runtime(Map.of("easel.runtime.device", "cpu"));
        var settings = Fixtures.modelConfig(properties);
        Pipelines.open(
                        new ModelFolder(model, settings.dtype()),
                        settings,
                        OverflowRetry.WIDER,
                        cpu,
                        (component, nanoseconds) -> {})
                .close();
    }
}
