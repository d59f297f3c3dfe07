package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Batching changes no bit of an image. */
class MixedStepsTest {

    /** An image, and the pass in which it joins the others. */
    private record Arrival(int pass, ImageParameters image) {}

    static Stream<Path> models() {
        return Stream.of(Fixtures.model("tiny-random-flux-dev"), Fixtures.EMBEDDED);
    }

    @ParameterizedTest
    @MethodSource("models")
    void rowsThatJoinAndLeaveEqualThoseOfEachAlone(Path model) {
        try (var host = Fixtures.host(model);
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            var arrivals = arrivals();
            var alone = arrivals.stream()
                    .map(arrival -> trajectory(pipeline, arrival.image()))
                    .toList();
            List<Denoising> rows = List.of();
            int finished = 0;
            for (int pass = 0; finished < arrivals.size(); pass++) {
                rows = pipeline.step(withArrivals(pipeline, rows, arrivals, pass));
                rows.forEach(row -> assertThat(row.latents().data())
                        .as("%s after step %d", row.parameters().prompt(), row.step())
                        .isEqualTo(alone.get(index(arrivals, row)).get(row.step() - 1)));
                finished += (int) rows.stream().filter(Denoising::isComplete).count();
                rows = rows.stream().filter(row -> !row.isComplete()).toList();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void promptsEncodedTogetherEqualThoseOfEachAlone(Path model) {
        try (var host = Fixtures.host(model);
                // without a cache, else the second encoding would be the first one again
                var pipeline = Fixtures.pipeline(host, Map.of("easel.model.prompt_cache", "0"))) {
            var images = arrivals().stream().map(Arrival::image).toList();
            var together = pipeline.encode(images);
            for (int i = 0; i < images.size(); i++) {
                var alone = pipeline.encode(List.of(images.get(i))).getFirst();
                assertSame(together.get(i).positive(), alone.positive());
                assertThat(together.get(i).negative().isPresent())
                        .isEqualTo(alone.negative().isPresent());
                if (alone.negative().isPresent()) {
                    assertSame(
                            together.get(i).negative().get(), alone.negative().get());
                }
            }
        }
    }

    private static void assertSame(PromptEmbeddings actual, PromptEmbeddings expected) {
        assertThat(actual.promptEmbeds().data())
                .isEqualTo(expected.promptEmbeds().data());
        assertThat(actual.pooled().data()).isEqualTo(expected.pooled().data());
    }

    private static List<Arrival> arrivals() {
        return List.of(
                new Arrival(0, image("a red house", Optional.empty(), 7, 3.5f, 1, 1)),
                new Arrival(0, image("two boats at night", Optional.empty(), 3, 0, 1, 2)),
                new Arrival(1, image("a tree in the rain", Optional.of("a sunny day"), 4, 2, 3.5f, 3)),
                new Arrival(2, image("mountains", Optional.of("of no effect"), 1, 7.5f, 1, 4)),
                new Arrival(3, image("a cat", Optional.empty(), 5, 1, 1, Long.MAX_VALUE)),
                new Arrival(5, image("a red house", Optional.empty(), 2, 3.5f, 1, 1)));
    }

    private static ImageParameters image(
            String prompt, Optional<String> negative, int steps, float guidance, float trueCfg, long seed) {
        return new ImageParameters(prompt, negative, 128, 64, steps, guidance, trueCfg, seed);
    }

    private static int index(List<Arrival> arrivals, Denoising row) {
        return arrivals.stream().map(Arrival::image).toList().indexOf(row.parameters());
    }

    private static List<Denoising> withArrivals(
            DiffusionPipeline pipeline, List<Denoising> rows, List<Arrival> arrivals, int pass) {
        var joined = new ArrayList<>(rows);
        arrivals.stream()
                .filter(arrival -> arrival.pass() == pass)
                .forEach(arrival -> joined.add(start(pipeline, arrival.image())));
        return joined;
    }

    private static List<float[]> trajectory(DiffusionPipeline pipeline, ImageParameters image) {
        var latents = new ArrayList<float[]>();
        var rows = List.of(start(pipeline, image));
        while (!rows.getFirst().isComplete()) {
            rows = pipeline.step(rows);
            latents.add(rows.getFirst().latents().data());
        }
        return latents;
    }

    private static Denoising start(DiffusionPipeline pipeline, ImageParameters image) {
        return pipeline.start(image, pipeline.encode(List.of(image)).getFirst());
    }
}
