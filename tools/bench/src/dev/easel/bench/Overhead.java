package dev.easel.bench;

import dev.easel.bench.load.Sample;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import dev.easel.bench.service.Target;
import java.util.Arrays;

/** The time of a request outside of ONNX Runtime, as its caller sees it. */
final class Overhead implements Section {
    private static final int REQUESTS = 20;

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String about() {
        return "requests one after another: mean latency minus the time in OrtSession.run according to the metrics;"
                + " embedded 20 steps at 128x128, tiny 4 steps at 64x64";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var fleet = workbench.fleet();
        var embedded = fleet.get(Settings.of(Model.EMBEDDED).batching(Workbench.SHIPPED));
        var tiny = fleet.get(Settings.of(Model.TINY).batching(Workbench.SHIPPED));
        var ledger = new Ledger();
        for (int round = 0; round < workbench.effort().rounds(); round++) {
            measure(embedded, 20, workbench.effort().count(REQUESTS), ledger);
            measure(tiny, 4, workbench.effort().count(5 * REQUESTS), ledger);
        }
        return ledger;
    }

    private static void measure(Target target, int steps, int requests, Ledger ledger) throws InterruptedException {
        var before = target.service().metrics();
        var samples = target.settings()
                .model()
                .orders(requests, steps)
                .map(target.crowd().first()::send)
                .toList();
        var metrics = target.service().metrics().since(before);
        double latency = Arrays.stream(Sample.latencies(samples)).average().orElse(Double.NaN);
        double run = 1000 * metrics.runSeconds() / metrics.images();
        var row = Case.of("model", target.settings().model().label());
        ledger.add(row, "latency ms", latency);
        ledger.add(row, "in run ms", run);
        ledger.add(row, "outside ms", latency - run);
        ledger.add(row, "outside %", 100 * (latency - run) / latency);
    }
}
