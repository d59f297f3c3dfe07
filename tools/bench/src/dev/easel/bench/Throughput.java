package dev.easel.bench;

import dev.easel.bench.load.ClosedLoop;
import dev.easel.bench.load.Sample;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import java.util.List;

/** Images per second by number of callers, for each batching mode. */
final class Throughput implements Section {
    private static final String RATE = "pictures/s";

    /**
     * The work that callers share.
     *
     * @param minimum the least number of images
     * @param each the least number of images for each caller
     * @param steps the step counts, which take turns
     */
    private record Work(
            String name, Model model, List<Integer> callers, int minimum, double each, List<Integer> steps) {
        int images(int number) {
            return Math.max(minimum, (int) (each * number));
        }
    }

    private static final List<Work> WORKS = List.of(
            new Work("embedded, 8 steps", Model.EMBEDDED, List.of(1, 2, 4, 8, 16, 32), 6, 1.5, List.of(8)),
            new Work("embedded, 4 and 14 steps", Model.EMBEDDED, List.of(2, 8, 32), 6, 1.5, List.of(4, 14)),
            new Work("tiny, 4 steps", Model.TINY, List.of(1, 2, 4, 8, 16, 32), 48, 6, List.of(4)),
            new Work("tiny, 4 and 14 steps", Model.TINY, List.of(8, 32), 48, 6, List.of(4, 14)));

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String about() {
        return "N callers (closed loop: each asks again when it has its answer) share a fixed list of images; the rate until"
                + " the last one, ratios to off, round by round";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var ledger = new Ledger();
        for (var work : WORKS) {
            for (int callers : work.callers()) {
                for (int round = 0; round < workbench.effort().rounds(); round++) {
                    takeTurns(workbench, work, callers, ledger);
                }
            }
        }
        ledger.ratios(RATE, "batching", "off");
        ledger.note("rows: average rows of a denoise pass; in run: share of the time in OrtSession.run");
        return ledger;
    }

    private static void takeTurns(Workbench workbench, Work work, int callers, Ledger ledger)
            throws InterruptedException {
        int images = Math.max(callers, workbench.effort().count(work.images(callers)));
        for (var mode : Workbench.MODES) {
            var target = workbench.fleet().get(Settings.of(work.model()).batching(mode));
            var before = target.service().metrics();
            var loop = ClosedLoop.run(
                    target.crowd(),
                    callers,
                    work.model().orders(images, work.steps()).toList());
            var metrics = target.service().metrics().since(before);

            var row = Case.of("work", work.name()).and("callers", callers).and("batching", mode);
            ledger.add(row, RATE, loop.rate());
            ledger.addAll(row, "latency ms", Sample.latencies(loop.samples()));
            ledger.add(row, "rows", metrics.rowsPerPass());
            ledger.add(row, "in run %", 100 * metrics.runSeconds() / loop.seconds());
            ledger.add(row, "refused", Sample.refused(loop.samples()));
        }
    }
}
