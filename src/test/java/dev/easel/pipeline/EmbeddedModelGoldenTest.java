package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Noise;
import dev.easel.fixtures.Npy;
import dev.easel.network.LatentPacking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.easel.pipeline.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The embedded model generates the images of diffusers' FluxPipeline with its torch weights. */
class EmbeddedModelGoldenTest {
    private static final Path GOLDEN = Fixtures.GOLDENS.resolve("scenes-flux");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void generatesTheImageOfDiffusers(int index) {
        var golden = Fixtures.json(GOLDEN.resolve("golden.json")).get("prompts").get(index);
        try (var host = Fixtures.host(Fixtures.EMBEDDED);
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            var image = new ImageParameters(
                    golden.get("prompt").asText(),
                    Optional.empty(),
                    golden.get("width").asInt(),
                    golden.get("height").asInt(),
                    golden.get("steps").asInt(),
                    (float) golden.get("guidance").asDouble(),
                    1,
                    0);
            var conditioning = pipeline.encode(List.of(image)).getFirst();
            assertClose(conditioning.positive().promptEmbeds().data(), floats(index, "t5_hidden"), 1e-4);
            assertClose(conditioning.positive().pooled().data(), floats(index, "pooled"), 1e-4);

            var noise = Npy.floats(file(index, "initial_latents.npy"));
            var grid = pipeline.grid(image);
            var latents = LatentPacking.unpack(noise, grid.height(), grid.width());
            var rows = List.of(pipeline.start(image, conditioning, Noise.recorded(List.of(latents))));
            float[] sigmas = floats(index, "sigmas");
            for (int step = 0; step < sigmas.length; step++) {
                assertThat(rows.getFirst().trajectory().schedule().sigma(step)).isCloseTo(sigmas[step], within(1e-6f));
            }
            for (var expected : Npy.floats(file(index, "latents_per_step.npy")).rows()) {
                rows = pipeline.step(rows);
                assertClose(rows.getFirst().latents().data(), expected.data(), 1e-4);
            }
            assertClose(rows.getFirst().latents().data(), floats(index, "final_latents"), 1e-4);
            Closeness.assertSameImage(pipeline.decode(rows.getFirst()), GOLDEN.resolve("p" + index + ".png"), 8);
        }
    }

    private static float[] floats(int index, String name) {
        return Npy.floats(file(index, name + ".npy")).data();
    }

    private static Path file(int index, String name) {
        return GOLDEN.resolve("p" + index + "_" + name);
    }
}
