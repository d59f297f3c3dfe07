package dev.easel.bench;

import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.service.Model;
import dev.easel.fixtures.Fixtures;
import dev.easel.model.Dtype;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The time of one denoise pass by number of rows, in this process: what sharing passes can gain. */
final class BatchRows implements Section {
    private static final int[] ROWS = {1, 2, 4, 8};
    /** So many that no row completes during the measurement. */
    private static final int STEPS = 100;

    private static final String PER_ROW = "row-steps/s";

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public String about() {
        return "time of one denoise pass by number of rows, DiffusionPipeline.step in this process, embedded at 128x128, tiny at"
                + " 64x64; cores busy is the process's CPU time, spinning included, divided by the elapsed time";
    }

    @Override
    public Ledger measure(Workbench workbench) {
        var ledger = new Ledger();
        measure(Model.EMBEDDED, Map.of(), workbench.effort(), workbench.effort().count(20), ledger);
        measure(
                Model.TINY,
                Map.of("easel.model.max_sequence_length", "16"),
                workbench.effort(),
                workbench.effort().count(STEPS),
                ledger);
        ledger.ratios(PER_ROW, "rows", 1);
        return ledger;
    }

    private static void measure(Model model, Map<String, String> settings, Effort effort, int count, Ledger ledger) {
        var runNanos = new AtomicLong();
        var folder = new ModelFolder(model.folder(), Dtype.AUTO);
        var runtime = Fixtures.runtime(Map.of("easel.runtime.device", "cpu"));
        try (var host = new SessionHost(
                        folder, runtime, MemoryUse.KEEP, (component, nanoseconds) -> runNanos.addAndGet(nanoseconds));
                var pipeline = Fixtures.pipeline(host, settings)) {
            var passes = new Passes(pipeline, runNanos, model);
            passes.turn(count, new Ledger());
            for (int round = 0; round < effort.rounds(); round++) {
                passes.turn(count, ledger);
            }
        }
    }

    /** The passes of one model. */
    private record Passes(DiffusionPipeline pipeline, AtomicLong runNanos, Model model) {

        void turn(int passes, Ledger ledger) {
            for (int rows : ROWS) {
                time(start(rows), passes, ledger);
            }
        }

        private List<Denoising> start(int rows) {
            var images = IntStream.range(0, rows).mapToObj(this::image).toList();
            var conditionings = pipeline.encode(images);
            return IntStream.range(0, rows)
                    .mapToObj(i -> pipeline.start(images.get(i), conditionings.get(i)))
                    .toList();
        }

        private ImageParameters image(int seed) {
            int size = model.size();
            return new ImageParameters("a cat, number " + seed, Optional.empty(), size, size, STEPS, 3, 1, seed);
        }

        private void time(List<Denoising> first, int passes, Ledger ledger) {
            var rows = first;
            runNanos.set(0);
            var process = ProcessHandle.current().info();
            long cpu = process.totalCpuDuration().orElseThrow().toNanos();
            long start = System.nanoTime();
            for (int i = 0; i < passes; i++) {
                rows = pipeline.step(rows);
            }
            double wall = System.nanoTime() - start;
            double busy = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElseThrow()
                            .toNanos()
                    - cpu;
            var row = Case.of("model", model.label()).and("rows", rows.size());
            ledger.add(row, "ms/pass", wall / passes / 1e6);
            ledger.add(row, PER_ROW, rows.size() * passes * 1e9 / wall);
            ledger.add(row, "in run %", 100 * runNanos.get() / wall);
            ledger.add(row, "cores busy", busy / wall);
        }
    }
}
