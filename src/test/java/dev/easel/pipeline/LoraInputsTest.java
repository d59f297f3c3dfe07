package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.Noise;
import dev.easel.fixtures.SessionThreads;
import dev.easel.image.Pixels;
import dev.easel.onnx.SessionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Images of a FLUX model that was exported with LoRA inputs, with {@code .onnx_adapter} files. */
class LoraInputsTest {
    private static final Path INPUTS = Fixtures.model("flux-lora-inputs");
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("tiny-random-flux-dev-lora");

    @TempDir
    private Path model;

    @BeforeEach
    void copyModel() {
        ModelCopy.of(Fixtures.model("tiny-random-flux-dev"), model)
                .copy(INPUTS.resolve("transformer/model.onnx"), "transformer/model.onnx");
    }

    /** The adapter's file contains the golden's weight. */
    @ParameterizedTest
    @ValueSource(strings = {"w1.0", "w0.7"})
    void equalsMerging(String weight) {
        var golden = GoldenCase.of(GOLDENS.resolve("lora_peft_" + weight));
        try (var pipeline = open(Map.of("loras.fox", adapter(weight), "max_sequence_length", "512"))) {
            var image = golden.images().getFirst().with(setup("fox"));
            var conditioning = pipeline.encode(List.of(image)).getFirst();
            var row = pipeline.start(image, conditioning, Noise.recorded(golden.noise()));
            while (!row.isComplete()) {
                row = pipeline.step(List.of(row)).getFirst();
            }
            Closeness.assertClose(
                    row.latents().data(), golden.floats("latents_final").data(), 1e-4);
            Closeness.assertSameImage(pipeline.decode(row), golden.image(0, 1), 8);
        }
    }

    @Test
    void withoutALoraItIsTheModelItself() {
        var image = Drawing.image(2);
        try (var pipeline = open(Map.of("loras.fox", adapter("w1.0")));
                var plain = Drawing.open(Fixtures.model("tiny-random-flux-dev"), Map.of())) {
            Closeness.assertClose(
                    Drawing.complete(pipeline, image).latents().data(),
                    Drawing.complete(plain, image).latents().data(),
                    1e-5);
        }
    }

    @Test
    void adaptersTakeTurnsInOneSession() {
        SessionThreads.run(() -> {
            try (var pipeline = open(Map.of("loras.fox", adapter("w1.0"), "loras.owl", adapter("w0.7")))) {
                int opened = SessionThreads.open();
                Pixels fox = Drawing.draw(pipeline, Drawing.image(2).with(setup("fox")));
                Pixels owl = Drawing.draw(pipeline, Drawing.image(2).with(setup("owl")));
                assertThat(owl).isNotEqualTo(fox);
                assertThat(Drawing.draw(pipeline, Drawing.image(2).with(setup("fox"))))
                        .isEqualTo(fox);
                assertThat(SessionThreads.open()).isEqualTo(opened);
            }
            assertThat(SessionThreads.open()).isZero();
        });
    }

    @Test
    void anotherWeightThanOneIsRefused() {
        try (var pipeline = open(Map.of("loras.fox", adapter("w1.0")))) {
            assertThat(pipeline.description().unweightedLoras()).containsExactly("fox");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Drawing.start(pipeline, Drawing.image(1, new WeightedLora("fox", 0.5f))))
                    .withMessage("the LoRA fox has no weight but 1");
        }
    }

    @Test
    void twoAtATimeAreRefused() {
        try (var pipeline = open(Map.of("loras.fox", adapter("w1.0"), "loras.owl", adapter("w0.7")))) {
            var both = Drawing.image(1, new WeightedLora("fox", 1), new WeightedLora("owl", 1));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Drawing.draw(pipeline, both))
                    .withMessage("only one of these LoRAs can be used at a time: fox, owl");
        }
    }

    @Test
    void anImageFailsOnAModelWithoutSuchInputs() {
        try (var pipeline =
                Drawing.open(Fixtures.model("tiny-random-flux-dev"), Map.of("loras.fox", adapter("w1.0")))) {
            assertThatExceptionOfType(SessionException.class)
                    .isThrownBy(() -> Drawing.draw(pipeline, Drawing.image(1).with(setup("fox"))))
                    .withMessageContaining("Invalid input name");
            assertThat(Drawing.draw(pipeline, Drawing.image(1)).isFlat()).isFalse();
        }
    }

    private DiffusionPipeline open(Map<String, String> settings) {
        return Drawing.open(model, settings);
    }

    private static String adapter(String weight) {
        return INPUTS.resolve(weight + ".onnx_adapter").toString();
    }

    private static Setup setup(String name) {
        return new Setup(Optional.empty(), List.of(new WeightedLora(name, 1)));
    }
}
