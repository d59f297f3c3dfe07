package dev.easel.bench;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.ImageEncoder;
import dev.easel.image.ImageFormat;
import dev.easel.image.ImageMetadata;
import dev.easel.onnx.Dtype;
import dev.easel.onnx.ModelFolder;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Where the time of a generation goes: in {@code OrtSession.run}, and in each part outside of it. Run by {@code ./easel
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

    /** The parts of a generation. */
    private enum Part {
        ENCODE,
        NOISE,
        DENOISE,
        DECODE,
        PNG
    }

    /** One generation's time in nanoseconds: all of it, and what each part spent outside of OrtSession.run. */
    private record Split(long total, Map<Part, Long> outsideRun) {
        long outside() {
            return outsideRun.values().stream().mapToLong(Long::longValue).sum();
        }

        long run() {
            return total - outside();
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
                var pipeline = Fixtures.pipeline(host, Map.of("easel.model.prompt_cache", "0"))) {
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
        var outside = new EnumMap<Part, Long>(Part.class);
        long start = System.nanoTime();
        var picture = new ImageParameters(PROMPT, Optional.empty(), 128, 128, steps, 3, 1, seed);
        var conditioning = outsideRun(
                Part.ENCODE, outside, () -> pipeline.encode(List.of(picture)).getFirst());
        var first = outsideRun(Part.NOISE, outside, () -> pipeline.start(picture, conditioning));
        var last = outsideRun(Part.DENOISE, outside, () -> denoise(pipeline, first));
        var pixels = outsideRun(
                Part.DECODE, outside, () -> pipeline.decode(List.of(last)).getFirst());
        outsideRun(Part.PNG, outside, () -> encoder.encode(pixels, ImageFormat.PNG, new ImageMetadata(PROMPT, "{}")));
        return new Split(System.nanoTime() - start, outside);
    }

    private static Denoising denoise(DiffusionPipeline pipeline, Denoising first) {
        var rows = List.of(first);
        while (!rows.getFirst().isComplete()) {
            rows = pipeline.step(rows);
        }
        return rows.getFirst();
    }

    private <T> T outsideRun(Part part, Map<Part, Long> times, Supplier<T> work) {
        runNanos.set(0);
        long start = System.nanoTime();
        T result = work.get();
        times.put(part, System.nanoTime() - start - runNanos.get());
        return result;
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
        for (var part : Part.values()) {
            row(
                    "    " + part.name().toLowerCase(Locale.ROOT),
                    splits,
                    split -> split.outsideRun().get(part));
        }
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
