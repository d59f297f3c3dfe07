package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A preview shows where a generation is heading. */
class PreviewTest {
    private static final List<String> PROMPTS = List.of(
            "a red house with a tree, blue sky background",
            "pixel art of a frog on a green background",
            "a rocket above a castle, starry night background");

    /** In levels of 255, over all images; compared with the image averaged down to the preview's size. */
    private record Likeness(double meanError, double correlation) {}

    /**
     * Measured: errors of 29.0 and 25.9 levels, correlations of 0.89 and 0.91. With red and blue exchanged the last step
     * has 50.5 and 0.52, with the bias of a mid grey missing 85.1 and 0.84.
     */
    @Test
    void looksLikeTheImageFromHalfOfTheSteps() {
        try (var host = Fixtures.host(Fixtures.EMBEDDED);
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            var generations = PROMPTS.stream()
                    .map(prompt -> generation(pipeline, image(prompt, 128, 128, 20)))
                    .toList();
            assertLike(likeness(pipeline, generations, 10), 34, 0.85);
            assertLike(likeness(pipeline, generations, 20), 31, 0.88);
        }
    }

    @ParameterizedTest
    @CsvSource({"scenes-flux, 128, 64", "tiny-random-flux-dev, 64, 128", "tiny-random-flux-schnell, 32, 32"})
    void hasOnePixelForEachLatent(String model, int width, int height) {
        var folder = model.equals("scenes-flux") ? Fixtures.EMBEDDED : Fixtures.model(model);
        try (var host = Fixtures.host(folder);
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            var steps = generation(pipeline, image("a red house", width, height, 2));
            var preview = pipeline.preview(steps.get(0), steps.get(1));
            assertThat(preview.width()).isEqualTo(width / 8);
            assertThat(preview.height()).isEqualTo(height / 8);
        }
    }

    @ParameterizedTest
    @CsvSource({"tiny-random-flux-dev", "tiny-random-flux-schnell", "tiny-random-flux-schnell-fp16"})
    void isAlwaysTheSame(String model) {
        try (var host = Fixtures.host(Fixtures.model(model));
                var one = Fixtures.pipeline(host, Map.of());
                var other = Fixtures.pipeline(host, Map.of())) {
            var steps = generation(one, image("a red house", 64, 128, 2));
            var preview = one.preview(steps.get(0), steps.get(1));
            assertThat(other.preview(steps.get(0), steps.get(1))).isEqualTo(preview);
            assertThat(other.preview(steps.get(0), steps.get(1))).isEqualTo(preview);
        }
    }

    @Test
    void needsOneStep() {
        try (var host = Fixtures.host(Fixtures.model("tiny-random-flux-schnell"));
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            var steps = generation(pipeline, image("a red house", 64, 64, 2));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pipeline.preview(steps.get(0), steps.get(2)))
                    .withMessageContaining("not at 0 and 2");
            assertThatIllegalArgumentException().isThrownBy(() -> pipeline.preview(steps.get(1), steps.get(0)));
            var another = generation(pipeline, image("a blue house", 64, 64, 2));
            assertThatIllegalArgumentException().isThrownBy(() -> pipeline.preview(steps.get(0), another.get(1)));
        }
    }

    private static void assertLike(Likeness likeness, double meanError, double correlation) {
        assertThat(likeness.meanError()).as("mean levels off").isLessThanOrEqualTo(meanError);
        assertThat(likeness.correlation()).as("correlation").isGreaterThanOrEqualTo(correlation);
    }

    private static ImageParameters image(String prompt, int width, int height, int steps) {
        return new ImageParameters(prompt, Optional.empty(), width, height, steps, 3.5f, 1, 17);
    }

    /** The generation before its first step and after each. */
    private static List<Denoising> generation(DiffusionPipeline pipeline, ImageParameters image) {
        var conditioning = pipeline.encode(List.of(image)).getFirst();
        var states = new ArrayList<>(List.of(pipeline.start(image, conditioning)));
        while (!states.getLast().isComplete()) {
            states.add(pipeline.step(List.of(states.getLast())).getFirst());
        }
        return states;
    }

    private static Likeness likeness(DiffusionPipeline pipeline, List<List<Denoising>> generations, int step) {
        var levels = new ArrayList<Integer>();
        var means = new ArrayList<Double>();
        for (var states : generations) {
            var preview = pipeline.preview(states.get(step - 1), states.get(step));
            var real = pipeline.decode(states.getLast());
            for (int i = 0; i < preview.rgb().length; i++) {
                levels.add(preview.rgb()[i] & 0xff);
                means.add(blockMean(real, i / 3 % preview.width(), i / 3 / preview.width(), i % 3));
            }
        }
        double[] x = levels.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] y = means.stream().mapToDouble(Double::doubleValue).toArray();
        return new Likeness(meanError(x, y), correlation(x, y));
    }

    private static double blockMean(Pixels image, int x, int y, int channel) {
        double sum = 0;
        for (int i = 0; i < 64; i++) {
            int pixel = (y * 8 + i / 8) * image.width() + x * 8 + i % 8;
            sum += image.rgb()[pixel * 3 + channel] & 0xff;
        }
        return sum / 64;
    }

    private static double meanError(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.abs(x[i] - y[i]);
        }
        return sum / x.length;
    }

    private static double correlation(double[] x, double[] y) {
        double n = x.length;
        double sumX = 0;
        double sumY = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            sumX += x[i];
            sumY += y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
            xy += x[i] * y[i];
        }
        return (xy - sumX * sumY / n) / Math.sqrt((xx - sumX * sumX / n) * (yy - sumY * sumY / n));
    }
}
