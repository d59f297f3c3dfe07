package dev.easel.bench;

import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.fixtures.Fixtures;
import dev.easel.image.file.ImageEncoder;
import dev.easel.image.file.ImageFormat;
import dev.easel.image.file.ImageMetadata;
import dev.easel.model.Dtype;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Where the time of a generation goes: {@code OrtSession.run}, and each part outside of it. */
final class Split implements Section {
    private static final int STEPS = 20;
    private static final int GENERATIONS = 15;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String PROMPT =
            "a woman on the left, a cat on the right and a glowing crystal ball in the middle";

    /** The parts of a generation. */
    private enum Part {
        ENCODE,
        NOISE,
        DENOISE,
        DECODE,
        PNG
    }

    /** The nanoseconds of one generation: in total, and of each part outside of OrtSession.run. */
    private record Times(long total, Map<Part, Long> outsideRun) {
        long outside() {
            return outsideRun.values().stream().mapToLong(Long::longValue).sum();
        }

        long run() {
            return total - outside();
        }
    }

    @Override
    public String name() {
        return "split";
    }

    @Override
    public String about() {
        return "a generation in this process, embedded model, 128x128, " + STEPS
                + " steps: in OrtSession.run, and each part outside of it";
    }

    @Override
    public Ledger measure(Workbench workbench) {
        var folder = new ModelFolder(Fixtures.EMBEDDED, Dtype.AUTO);
        var runtime = Fixtures.runtime(Map.of("easel.runtime.device", "cpu"));
        var runNanos = new AtomicLong();
        var ledger = new Ledger();
        int generations = workbench.effort().count(GENERATIONS);
        try (var host = new SessionHost(
                        folder, runtime, MemoryUse.KEEP, (component, nanoseconds) -> runNanos.addAndGet(nanoseconds));
                var pipeline = Fixtures.pipeline(host, Map.of("easel.model.prompt_cache", "0"))) {
            var generation = new Generation(pipeline, runNanos, new ImageEncoder());
            generation.run(2 * generations);
            for (int round = 0; round < workbench.effort().rounds(); round++) {
                record(generation.run(generations), ledger);
            }
        }
        return ledger;
    }

    private static void record(List<Times> times, Ledger ledger) {
        add("whole generation, PNG included", times, Times::total, ledger);
        add("in OrtSession.run", times, Times::run, ledger);
        add("outside of it, PNG included", times, Times::outside, ledger);
        for (var part : Part.values()) {
            var name = "outside of it, " + part.name().toLowerCase(Locale.ROOT);
            add(name, times, time -> time.outsideRun().get(part), ledger);
        }
        ledger.addAll(
                Case.of("share", "outside / whole"),
                "%",
                times.stream()
                        .mapToDouble(time -> 100.0 * time.outside() / time.total())
                        .toArray());
    }

    private static void add(String part, List<Times> times, ToDoubleFunction<Times> nanoseconds, Ledger ledger) {
        ledger.addAll(
                Case.of("part", part),
                "ms",
                times.stream()
                        .mapToDouble(nanoseconds)
                        .map(value -> value / NANOS_PER_MILLI)
                        .toArray());
    }

    /** Generates images as the service does, and measures the time. */
    private record Generation(DiffusionPipeline pipeline, AtomicLong runNanos, ImageEncoder encoder) {

        List<Times> run(int generations) {
            return IntStream.range(0, generations).mapToObj(this::generate).toList();
        }

        private Times generate(int seed) {
            var outside = new EnumMap<Part, Long>(Part.class);
            long start = System.nanoTime();
            var image = new ImageParameters(PROMPT, Optional.empty(), 128, 128, STEPS, 3, 1, seed);
            var conditioning = outsideRun(
                    Part.ENCODE, outside, () -> pipeline.encode(List.of(image)).getFirst());
            var first = outsideRun(Part.NOISE, outside, () -> pipeline.start(image, conditioning));
            var last = outsideRun(Part.DENOISE, outside, () -> denoise(first));
            var pixels = outsideRun(Part.DECODE, outside, () -> pipeline.decode(last));
            outsideRun(
                    Part.PNG, outside, () -> encoder.encode(pixels, ImageFormat.PNG, new ImageMetadata(PROMPT, "{}")));
            return new Times(System.nanoTime() - start, outside);
        }

        private Denoising denoise(Denoising first) {
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
    }
}
