package dev.easel.bench;

import dev.easel.bench.load.ClosedLoop;
import dev.easel.bench.load.Sample;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import java.util.List;

/** Pictures per second by number of callers, for each way to share forward passes. */
final class Throughput implements Section {
    private static final String RATE = "pictures/s";

    /**
     * What callers ask for.
     *
     * @param minimum how many pictures at least
     * @param each how many pictures for each caller, at least
     * @param steps of the pictures, in turn
     */
    private record Work(
            String name, Model model, List<Integer> callers, int minimum, double each, List<Integer> steps) {
        int pictures(int number) {
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
        return "N callers (closed loop: each asks again when it has its answer) share a fixed list of pictures; rate until"
                + " the last is there, ratios to off, round by round";
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
        ledger.note("rows: of a denoise pass, on average; in run: share of the time within OrtSession.run");
        return ledger;
    }

    private static void takeTurns(Workbench workbench, Work work, int callers, Ledger ledger)
            throws InterruptedException {
        int pictures = Math.max(callers, workbench.effort().count(work.pictures(callers)));
        for (var way : Workbench.WAYS) {
            var target = workbench.fleet().get(Settings.of(work.model()).batching(way));
            var before = target.service().metrics();
            var loop = ClosedLoop.run(
                    target.crowd(),
                    callers,
                    work.model().orders(pictures, work.steps()).toList());
            var metrics = target.service().metrics().since(before);

            var row = Case.of("work", work.name()).and("callers", callers).and("batching", way);
            ledger.add(row, RATE, loop.rate());
            ledger.addAll(row, "latency ms", Sample.latencies(loop.samples()));
            ledger.add(row, "rows", metrics.rowsPerPass());
            ledger.add(row, "in run %", 100 * metrics.runSeconds() / loop.seconds());
            ledger.add(row, "refused", Sample.refused(loop.samples()));
        }
    }
}
