package dev.easel.bench;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.ImageEncoder;
import dev.easel.image.ImageFormat;
import dev.easel.image.ImageMetadata;
import dev.easel.onnx.Dtype;
import dev.easel.onnx.ModelFolder;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Where the time of a generation goes: in {@code OrtSession.run}, outside of it, and in the PNG. Run by {@code ./easel
 * bench [generations] [steps]}; medians over the generations, after as many to warm up.
 */
public final class GenerationBenchmark {
    private static final String PROMPT =
            "a woman on the left, a cat on the right and a glowing crystal ball in the middle";
    private static final double NANOS_PER_MILLI = 1e6;

    private final AtomicLong runNanos = new AtomicLong();
    private final ImageEncoder encoder = new ImageEncoder();
    private final int steps;

    private GenerationBenchmark(int steps) {
        this.steps = steps;
    }

    /** One generation's time in nanoseconds. */
    private record Split(long total, long run, long png) {
        long outside() {
            return total - run;
        }
    }

    public static void main(String... arguments) {
        int generations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        new GenerationBenchmark(steps).measure(generations);
    }

    private void measure(int generations) {
        var folder = new ModelFolder(Fixtures.EMBEDDED, Dtype.AUTO);
        var runtime = Fixtures.runtime(Map.of("easel.runtime.device", "cpu"));
        try (var host = new SessionHost(folder, runtime, (component, nanoseconds) -> runNanos.addAndGet(nanoseconds));
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            for (int i = 0; i < generations; i++) {
                generate(pipeline, i);
            }
            var splits = new ArrayList<Split>();
            for (int i = 0; i < generations; i++) {
                splits.add(generate(pipeline, i));
            }
            print(splits);
        }
    }

    private Split generate(DiffusionPipeline pipeline, int seed) {
        runNanos.set(0);
        long start = System.nanoTime();
        var picture = new ImageParameters(PROMPT, Optional.empty(), 128, 128, steps, 3, 1, seed);
        var rows = List.of(
                pipeline.start(picture, pipeline.encode(List.of(picture)).getFirst()));
        while (!rows.getFirst().isComplete()) {
            rows = pipeline.step(rows);
        }
        var pixels = pipeline.decode(rows).getFirst();
        long drawn = System.nanoTime();
        encoder.encode(pixels, ImageFormat.PNG, new ImageMetadata(PROMPT, "{}"));
        long end = System.nanoTime();
        return new Split(end - start, runNanos.get(), end - drawn);
    }

    private void print(List<Split> splits) {
        System.out.printf(
                Locale.ROOT,
                "%d generations of %d steps, 128x128, embedded model, median [5%%, 95%%] in ms%n",
                splits.size(),
                steps);
        row("whole generation, PNG included", splits, Split::total);
        row("  in OrtSession.run", splits, Split::run);
        row("  outside of it, PNG included", splits, Split::outside);
        row("  PNG alone", splits, Split::png);
        System.out.printf(
                Locale.ROOT,
                "%-34s %8.2f %%%n",
                "outside / whole",
                quantile(splits, split -> 100.0 * split.outside() / split.total(), 0.5));
    }

    private static void row(String name, List<Split> splits, ToDoubleFunction<Split> nanoseconds) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %8.2f [%.2f, %.2f]%n",
                name,
                quantile(splits, nanoseconds, 0.5) / NANOS_PER_MILLI,
                quantile(splits, nanoseconds, 0.05) / NANOS_PER_MILLI,
                quantile(splits, nanoseconds, 0.95) / NANOS_PER_MILLI);
    }

    private static double quantile(List<Split> splits, ToDoubleFunction<Split> value, double rank) {
        return splits.stream()
                .mapToDouble(value)
                .sorted()
                .skip((long) (rank * (splits.size() - 1)))
                .findFirst()
                .orElseThrow();
    }
}
