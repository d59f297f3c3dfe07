package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Noise;
import dev.easel.fixtures.SessionThreads;
import dev.easel.image.Pixels;
import dev.easel.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code offload} and {@code memory_optimization}: when sessions are open, and that images stay the same. */
class MemorySettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny-random-flux-dev/img2img_64x64_s8_str06",
                "tiny-random-flux-dev/kontext_64x64_s4",
                "tiny-random-flux-dev-lora/lora_peft_w0.7",
                "tiny-random-z-image-turbo/t2i_64x64_s8",
                "tiny-random-sdxl-turbo/t2i_64x64_s1",
                "tiny-random-lcm/t2i_64x64_s4"
            })
    void drawTheSameBits(String name, @TempDir Path model) {
        var golden = GoldenCase.of(Fixtures.GOLDENS.resolve(name));
        golden.model(model);
        var plain = draw(golden, model, Map.of());
        for (var settings :
                List.of(Map.of("offload", "true"), Map.of("offload", "true", "memory_optimization", "true"))) {
            var drawn = draw(golden, model, settings);
            assertThat(drawn.latents().data())
                    .as("%s", settings)
                    .isEqualTo(plain.latents().data());
            assertThat(drawn.pixels()).as("%s", settings).isEqualTo(plain.pixels());
        }
        Closeness.assertClose(
                plain.latents().data(), golden.floats("latents_final").data(), 1e-4);
    }

    private record Drawn(FloatTensor latents, Pixels pixels) {}

    private static Drawn draw(GoldenCase golden, Path model, Map<String, String> settings) {
        var all = new HashMap<String, String>(settings);
        all.put("max_sequence_length", "512");
        golden.settings().forEach((key, value) -> all.put(key.replaceFirst("^easel\\.model\\.", ""), value));
        try (var pipeline = Drawing.open(model, all)) {
            var image = golden.images().getFirst();
            var conditioning = pipeline.encode(List.of(image)).getFirst();
            var row = pipeline.start(image, conditioning, Noise.recorded(golden.noise()));
            while (!row.isComplete()) {
                row = pipeline.step(List.of(row)).getFirst();
            }
            return new Drawn(row.latents(), pipeline.decode(row));
        }
    }

    /** Encoders are open only while they run: between runs, there are the denoising network and the decoder. */
    @ParameterizedTest
    @CsvSource({
        "tiny-random-flux-dev, 5",
        "tiny-random-z-image-turbo, 4",
        "tiny-random-sdxl-turbo, 5",
        "tiny-random-lcm, 4"
    })
    void encodersAreClosedBetweenRuns(String model, int components) {
        SessionThreads.run(() -> {
            try (var pipeline = Drawing.open(Fixtures.model(model), Map.of())) {
                assertThat(SessionThreads.open()).isEqualTo(components);
                Drawing.draw(pipeline, Drawing.image(1));
                assertThat(SessionThreads.open()).isEqualTo(components);
            }
            try (var pipeline = Drawing.open(Fixtures.model(model), Map.of("offload", "true"))) {
                assertThat(SessionThreads.open()).isEqualTo(2);
                for (int i = 0; i < 2; i++) {
                    pipeline.encode(List.of(Drawing.image(1)));
                    assertThat(SessionThreads.open()).isEqualTo(2);
                }
                Drawing.draw(pipeline, Drawing.image(1));
                assertThat(SessionThreads.open()).isEqualTo(2);
            }
            assertThat(SessionThreads.open()).isZero();
        });
    }
}
