package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.graph.WeightPatch;
import dev.easel.image.Pixels;
import dev.easel.model.Dtype;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.OverflowRetry;
import dev.easel.onnx.RunListener;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.family.Pipelines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** float16 models that overflow use their float32 graphs or fail; they never return a black image. */
class NeverBlackTest {
    private static final Path SINGLE = Fixtures.model("tiny-random-flux-schnell");
    private static final String DECODER = "vae_decoder";
    private static final String TRANSFORMER = "transformer";

    private final Unusable unusable = new Unusable();

    @TempDir
    private Path folder;

    @TempDir
    private Path other;

    private ModelCopy model;

    /** Records components with unusable output. */
    private static final class Unusable implements RunListener {
        private final List<String> components = new ArrayList<>();

        @Override
        public void ran(String component, long nanoseconds) {}

        @Override
        public void unusable(String component) {
            components.add(component);
        }
    }

    @BeforeEach
    void copyModel() {
        model = half(folder);
    }

    private static ModelCopy half(Path target) {
        return ModelCopy.of(Fixtures.model("tiny-random-flux-schnell-fp16"), target);
    }

    @Test
    void aDecoderThatOverflowsIsRepeatedInFloat32() {
        overflowInDecoder(model);
        addFloat32(model, DECODER);
        assertThat(draw(2)).isEqualTo(drawnWithFloat32Decoder());
        assertThat(unusable.components).containsExactly(DECODER);
    }

    @Test
    void nothingIsRepeatedWithoutRetries() {
        overflowInDecoder(model);
        addFloat32(model, DECODER);
        var host = new SessionHost(
                new ModelFolder("a-model", folder, Dtype.AUTO),
                Fixtures.runtime(Map.of("easel.runtime.device", "cpu")),
                MemoryUse.KEEP,
                OverflowRetry.NEVER,
                unusable);
        try (var pipeline =
                Pipelines.open(host, Fixtures.modelConfig(Map.of("easel.model.max_sequence_length", "16")))) {
            assertThatExceptionOfType(UnusableNumbersException.class)
                    .isThrownBy(() -> Drawing.draw(pipeline, Drawing.image(2)));
        }
        assertThat(unusable.components).containsExactly(DECODER);
    }

    @Test
    void theFloat32DecoderIsOpenedOnce() {
        overflowInDecoder(model);
        addFloat32(model, DECODER);
        try (var pipeline = open()) {
            var first = Drawing.draw(pipeline, Drawing.image(2));
            assertThat(Drawing.draw(pipeline, Drawing.image(2))).isEqualTo(first);
        }
        assertThat(unusable.components).containsExactly(DECODER, DECODER);
    }

    /** As at a start, which generates an image first. */
    @Test
    void previewsAreFittedToTheDecoderThatWorks() {
        overflowInDecoder(model);
        addFloat32(model, DECODER);
        try (var pipeline = open()) {
            Drawing.draw(pipeline, Drawing.image(1));
            var before = Drawing.start(pipeline, Drawing.image(2));
            var after = pipeline.step(List.of(before)).getFirst();
            assertThat(pipeline.preview(before, after).isFlat()).isFalse();
        }
    }

    @Test
    void aDecoderThatOverflowsWithoutAnotherGraphFails() {
        overflowInDecoder(model);
        assertThatExceptionOfType(UnusableNumbersException.class)
                .isThrownBy(() -> draw(2))
                .withMessageContaining("the decoder's output is not finite");
        assertThat(unusable.components).containsExactly(DECODER);
    }

    @Test
    void aBrokenFloat32DecoderFailsEachTime() {
        overflowInDecoder(model);
        addFloat32(model, DECODER);
        model.truncate(DECODER + "/model_fp32.onnx", 0.5);
        try (var pipeline = open()) {
            for (int time = 0; time < 2; time++) {
                assertThatExceptionOfType(ModelException.class)
                        .isThrownBy(() -> Drawing.draw(pipeline, Drawing.image(2)))
                        .withMessageContaining("model_fp32.onnx cannot be opened");
            }
        }
    }

    @Test
    void anImageOfOneColourIsDecodedAgain() {
        saturate(model);
        assertThatExceptionOfType(UnusableNumbersException.class)
                .isThrownBy(() -> draw(2))
                .withMessageContaining("a single colour");
        addFloat32(model, DECODER);
        assertThat(draw(2)).isEqualTo(drawnWithFloat32Decoder());
    }

    @Test
    void anImageOfOneColourInFloat32Fails() {
        var single = ModelCopy.of(SINGLE, other);
        saturate(single);
        try (var pipeline = Drawing.open(other, Map.of(), unusable)) {
            assertThatExceptionOfType(UnusableNumbersException.class)
                    .isThrownBy(() -> Drawing.draw(pipeline, Drawing.image(2)));
        }
        assertThat(unusable.components).containsExactly(DECODER);
    }

    @Test
    void stepsThatOverflowAreRepeatedInFloat32() {
        overflowInTransformer(model);
        addFloat32(model, TRANSFORMER);
        var single = half(other);
        single.copy(SINGLE.resolve("transformer/model.onnx"), "transformer/model.onnx");
        single.copy(SINGLE.resolve("transformer/model.onnx_data"), "transformer/model.onnx_data");
        try (var pipeline = open();
                var float32 = Drawing.open(other, Map.of())) {
            assertThat(Drawing.draw(pipeline, Drawing.image(4))).isEqualTo(Drawing.draw(float32, Drawing.image(4)));
            assertThat(unusable.components).hasSize(4).containsOnly(TRANSFORMER);
        }
    }

    @Test
    void stepsThatOverflowWithoutAnotherGraphFail() {
        overflowInTransformer(model);
        assertThatExceptionOfType(UnusableNumbersException.class)
                .isThrownBy(() -> draw(4))
                .withMessageContaining("step 1")
                .withMessageContaining("a float32 graph of the transformer would help");
        assertThat(unusable.components).containsExactly(TRANSFORMER);
    }

    private DiffusionPipeline open() {
        return Drawing.open(folder, Map.of(), unusable);
    }

    private Pixels draw(int steps) {
        try (var pipeline = open()) {
            return Drawing.draw(pipeline, Drawing.image(steps));
        }
    }

    private Pixels drawnWithFloat32Decoder() {
        var single = half(other);
        single.copy(folder.resolve("vae_decoder/config.json"), "vae_decoder/config.json");
        single.copy(SINGLE.resolve("vae_decoder/model.onnx"), "vae_decoder/model.onnx");
        try (var pipeline = Drawing.open(other, Map.of())) {
            var pixels = Drawing.draw(pipeline, Drawing.image(2));
            assertThat(pixels.isFlat()).isFalse();
            return pixels;
        }
    }

    private static void overflowInDecoder(ModelCopy model) {
        model.replace("vae_decoder/config.json", "\"scaling_factor\": 0.3611", "\"scaling_factor\": 1e-6");
    }

    /** Weights that only fit in float32. */
    private static void overflowInTransformer(ModelCopy model) {
        WeightPatch.fill(model.root().resolve("transformer/model.onnx"), "proj_out.bias", Float.POSITIVE_INFINITY);
    }

    /** All values of the image are far above 1. */
    private static void saturate(ModelCopy model) {
        WeightPatch.fill(model.root().resolve("vae_decoder/model.onnx"), "decoder.conv_out.bias", 1000);
    }

    private static void addFloat32(ModelCopy model, String component) {
        model.copy(SINGLE.resolve(component).resolve("model.onnx"), component + "/model_fp32.onnx");
        if (component.equals(TRANSFORMER)) {
            model.copy(SINGLE.resolve("transformer/model.onnx_data"), "transformer/model.onnx_data");
        }
    }
}
