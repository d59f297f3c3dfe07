package dev.easel.bench;

import dev.easel.bench.load.Sample;
import dev.easel.bench.load.ServerTiming;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The latency of a single caller, and its parts. */
final class Latency implements Section {
    private static final int STEPS = 20;
    private static final int REQUESTS = 15;
    private static final String MEASURE = "ms";

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "one caller (closed loop), embedded model, 128x128, " + STEPS + " steps; parts as in Server-Timing";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var target = workbench.fleet().get(Settings.of(Model.EMBEDDED).batching(Workbench.SHIPPED));
        var ledger = new Ledger();
        int requests = workbench.effort().count(REQUESTS);
        for (int round = 0; round < workbench.effort().rounds(); round++) {
            var samples = Model.EMBEDDED
                    .orders(requests, STEPS)
                    .map(target.crowd().first()::send)
                    .toList();
            record(ledger, samples);
        }
        return ledger;
    }

    private static void record(Ledger ledger, List<Sample> samples) {
        ledger.addAll(Case.of("part", "whole request"), MEASURE, Sample.latencies(samples));
        parts().forEach((part, time) -> ledger.addAll(Case.of("part", part), MEASURE, Sample.timings(samples, time)));
        ledger.addAll(
                Case.of("part", "HTTP and the rest"),
                MEASURE,
                samples.stream()
                        .flatMapToDouble(sample ->
                                sample.timing().stream().mapToDouble(timing -> sample.latency() - timing.total()))
                        .toArray());
    }

    private static Map<String, ToDoubleFunction<ServerTiming>> parts() {
        var parts = new LinkedHashMap<String, ToDoubleFunction<ServerTiming>>();
        parts.put("queue", ServerTiming::queue);
        parts.put("encode", ServerTiming::encode);
        parts.put("denoise", ServerTiming::denoise);
        parts.put("decode", ServerTiming::decode);
        parts.put("image", ServerTiming::image);
        return parts;
    }
}
