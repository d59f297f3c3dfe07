package dev.easel.bench;

import dev.easel.bench.load.Sample;
import dev.easel.bench.load.ServerTiming;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import java.util.List;

/** How fast a refusal comes, and how long accepted requests wait. */
final class AdmissionWait implements Section {

    @Override
    public String name() {
        return "admission";
    }

    @Override
    public String about() {
        return Overload.ABOUT + "; time to a refusal; latency of the accepted requests, and their time in the queue";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var ledger = new Ledger();
        var overload = Overload.of(Settings.of(Model.EMBEDDED).batching(Workbench.SHIPPED), workbench);
        for (int round = 0; round < workbench.effort().rounds(); round++) {
            for (int times : new int[] {2, 5}) {
                var samples = overload.run(times, round).samples();
                record(times, "refusal ms", refusals(samples), ledger);
                record(times, "accepted ms", Sample.latencies(samples), ledger);
                record(times, "in the queue ms", Sample.timings(samples, ServerTiming::queue), ledger);
            }
        }
        return ledger;
    }

    private static double[] refusals(List<Sample> samples) {
        return samples.stream()
                .filter(Sample::isRefused)
                .mapToDouble(Sample::latency)
                .toArray();
    }

    private static void record(int times, String what, double[] values, Ledger ledger) {
        var row = Case.of("load", times + "x").and("what", what);
        ledger.addAll(row, "", values);
        ledger.add(row, "count", values.length);
    }
}
