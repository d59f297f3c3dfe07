package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.Noise;
import dev.easel.fixtures.Npy;
import dev.easel.image.Pixels;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.network.LatentPacking;
import dev.easel.onnx.OverflowRetry;
import dev.easel.pipeline.family.Pipelines;
import dev.easel.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A float16 model matches its float32 goldens within the error that was measured when they were recorded. */
class HalfPrecisionTest {
    private static final Path SINGLE = Fixtures.model("tiny-random-flux-schnell");
    private static final Path HALF = Fixtures.model("tiny-random-flux-schnell-fp16");
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("tiny-random-flux-schnell");
    private static final List<String> COMPONENTS =
            List.of("transformer", "text_encoder", "text_encoder_2", "vae_decoder", "vae_encoder");

    @ParameterizedTest
    @CsvSource({"auto, t2i_64x64_s4", "auto, t2i_128x64_s1", "float16, t2i_64x64_s4"})
    void matchesSinglePrecisionClosely(String dtype, String name) {
        var golden = GOLDENS.resolve(name);
        var drawn = draw(HALF, dtype, golden);
        float[] expected = Npy.floats(golden.resolve("latents_final.npy")).data();
        assertThat(drawn.latents().data()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(drawn.latents().data()[i] - expected[i]))
                    .as("latent %d", i)
                    .isLessThanOrEqualTo(0.07f);
        }
        byte[] levels = Closeness.rgb(golden.resolve("image.png"));
        assertThat(drawn.pixels().rgb()).hasSameSizeAs(levels);
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            int off = Math.abs((drawn.pixels().rgb()[i] & 0xff) - (levels[i] & 0xff));
            assertThat(off).as("levels off at %d", i).isLessThanOrEqualTo(5);
            sum += off;
        }
        assertThat(sum / levels.length).as("mean levels off").isLessThanOrEqualTo(0.7);
    }

    @Test
    void isRefusedIfSinglePrecisionIsConfigured() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(HALF, "float32"))
                .withMessageContaining(HALF.resolve("transformer/model.onnx").toString())
                .withMessageContaining("has an input 'hidden_states' of FLOAT16")
                .withMessageContaining("expected FLOAT32, as easel.model.dtype says");
    }

    @Test
    void singlePrecisionIsRefusedIfHalfIsConfigured() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(SINGLE, "float16"))
                .withMessageContaining(SINGLE.resolve("transformer/model.onnx").toString())
                .withMessageContaining("has an input 'hidden_states' of FLOAT32")
                .withMessageContaining("expected FLOAT16, as easel.model.dtype says");
    }

    @Test
    void isOpenedIfAFolderHasBoth(@TempDir Path folder) {
        var golden = GOLDENS.resolve("t2i_64x64_s4");
        addHalves(ModelCopy.of(SINGLE, folder));
        assertThat(draw(folder, "float16", golden).latents().data())
                .isEqualTo(draw(HALF, "auto", golden).latents().data());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "float32"})
    void isOnlyOpenedIfConfigured(String dtype, @TempDir Path folder) {
        var golden = GOLDENS.resolve("t2i_64x64_s4");
        addHalves(ModelCopy.of(SINGLE, folder));
        assertThat(draw(folder, dtype, golden).latents().data())
                .isEqualTo(draw(SINGLE, "auto", golden).latents().data());
    }

    private static void addHalves(ModelCopy model) {
        COMPONENTS.forEach(
                component -> model.copy(HALF.resolve(component).resolve("model.onnx"), component + "/model_fp16.onnx"));
    }

    private record Drawn(FloatTensor latents, Pixels pixels) {}

    private static Drawn draw(Path model, String dtype, Path golden) {
        var recorded = Fixtures.json(golden.resolve("case.json"));
        try (var pipeline = open(model, dtype)) {
            var image = new ImageParameters(
                    recorded.get("prompts").get(0).asText(),
                    Optional.empty(),
                    recorded.get("width").asInt(),
                    recorded.get("height").asInt(),
                    recorded.get("num_inference_steps").asInt(),
                    (float) recorded.get("guidance_scale").asDouble(),
                    1,
                    recorded.get("noise_seed").asLong());
            var conditioning = pipeline.encode(List.of(image)).getFirst();
            var noise = Npy.floats(golden.resolve("sample_first.npy"));
            var grid = pipeline.grid(image);
            var latents = LatentPacking.unpack(noise, grid.height(), grid.width());
            var rows = List.of(pipeline.start(image, conditioning, Noise.recorded(List.of(latents))));
            while (!rows.getFirst().isComplete()) {
                rows = pipeline.step(rows);
            }
            return new Drawn(rows.getFirst().latents(), pipeline.decode(rows.getFirst()));
        }
    }

    private static DiffusionPipeline open(Path model, String dtype) {
        var length = Fixtures.json(GOLDENS.resolve("t2i_64x64_s4/case.json")).get("max_sequence_length");
        var config = Fixtures.modelConfig(
                Map.of("easel.model.dtype", dtype, "easel.model.max_sequence_length", length.asText()));
        var cpu = Fixtures.runtime(Map.of("easel.runtime.device", "cpu"));
        return Pipelines.open(
                new ModelFolder(model, config.dtype()),
                config,
                OverflowRetry.WIDER,
                cpu,
                (component, nanoseconds) -> {});
    }
}
