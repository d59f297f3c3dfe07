package dev.easel.bench;

import dev.easel.bench.load.Arrivals;
import dev.easel.bench.load.Caller;
import dev.easel.bench.load.ClosedLoop;
import dev.easel.bench.load.OpenLoop;
import dev.easel.bench.load.Sample;
import dev.easel.bench.load.ServerTiming;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.report.Quantiles;
import dev.easel.bench.service.Metrics;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import dev.easel.bench.service.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How a flood of low-priority requests affects high-priority ones. */
final class Priority implements Section {
    private static final int STEPS = 20;
    private static final double LOW = 4;
    /** Long enough for the answer to arrive, so that high-priority requests do not wait for each other. */
    private static final Duration HIGH = Duration.ofSeconds(1);

    private static final int ALONE = 10;
    private static final int CAPACITY_IMAGES = 16;
    private static final Duration FILLING = Duration.ofSeconds(2);
    private static final Duration SPAN = Duration.ofSeconds(10);
    /** The flood lasts until the last high-priority request has its answer, but not longer than this. */
    private static final Duration FLOOD = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "priority";
    }

    @Override
    public String about() {
        return "open loop, embedded model, 128x128, " + STEPS + " steps: high priority every "
                + HIGH.toSeconds() + " s from one address, under low priority at " + LOW
                + " times the capacity from others; alone means"
                + " one after another on the same service before each flood; wait is queue + encode of Server-Timing";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var ledger = new Ledger();
        var targets = new LinkedHashMap<String, Target>();
        for (var mode : Workbench.MODES) {
            targets.put(mode, workbench.fleet().get(Settings.of(Model.EMBEDDED).batching(mode)));
        }
        double capacity = capacity(targets, workbench.effort());
        ledger.note("capacity: %.2f images/s, the best of the batching modes".formatted(capacity));
        var all = new LinkedHashMap<String, List<Round>>();
        for (int round = 0; round < workbench.effort().rounds(); round++) {
            for (var target : targets.entrySet()) {
                var measured = round(target.getValue(), capacity, workbench.effort(), round);
                all.computeIfAbsent(target.getKey(), mode -> new ArrayList<>()).add(measured);
            }
        }
        all.forEach((mode, rounds) -> latencies(Case.of("batching", mode), rounds, ledger));
        all.forEach((mode, rounds) -> waits(Case.of("under the flood", mode), rounds, ledger));
        return ledger;
    }

    /** The best rate: all get the same load, and it overloads the fastest too. */
    private static double capacity(Map<String, Target> targets, Effort effort) throws InterruptedException {
        double best = 0;
        for (var target : targets.values()) {
            var orders =
                    Model.EMBEDDED.orders(effort.count(CAPACITY_IMAGES), STEPS).toList();
            best = Math.max(best, ClosedLoop.run(target.crowd(), 8, orders).rate());
        }
        return best;
    }

    /** High-priority requests alone and under the flood, and the metrics of each time. */
    private record Round(List<Sample> alone, List<Sample> flooded, Metrics aloneMetrics, Metrics floodMetrics) {}

    private static Round round(Target target, double capacity, Effort effort, int seed) throws InterruptedException {
        target.settle();
        var service = target.service();
        var start = service.metrics();
        var alone = Model.EMBEDDED
                .orders(effort.count(ALONE), STEPS)
                .map(order -> target.crowd().first().send(order.withPriority("high")))
                .toList();
        var between = service.metrics();
        try (var flood = OpenLoop.start(low(target, capacity * LOW, seed))) {
            Thread.sleep(Duration.ofNanos(flood.startNanos() + FILLING.toNanos() - System.nanoTime()));
            try (var high = OpenLoop.start(high(target, effort, seed))) {
                var flooded = high.samples();
                return new Round(
                        alone, flooded, between.since(start), service.metrics().since(between));
            }
        }
    }

    private static List<OpenLoop.Arrival> low(Target target, double perSecond, long seed) {
        return arrivals(Arrivals.random(perSecond, FLOOD, seed), "low", target.crowd()::other);
    }

    private static List<OpenLoop.Arrival> high(Target target, Effort effort, long seed) {
        return arrivals(
                Arrivals.every(HIGH, effort.time(SPAN), seed),
                "high",
                i -> target.crowd().first());
    }

    private static List<OpenLoop.Arrival> arrivals(long[] at, String priority, Function<Integer, Caller> callers) {
        var orders = Model.EMBEDDED.orders(at.length, STEPS).toList();
        return IntStream.range(0, at.length)
                .mapToObj(i -> new OpenLoop.Arrival(
                        at[i], callers.apply(i), orders.get(i).withPriority(priority)))
                .toList();
    }

    private static void latencies(Case row, List<Round> rounds, Ledger ledger) {
        for (var round : rounds) {
            ledger.addAll(row, "alone ms", Sample.latencies(round.alone()));
            ledger.addAll(row, "flooded ms", Sample.latencies(round.flooded()));
            ledger.add(row, "high refused", Sample.refused(round.flooded()));
        }
        double flooded = Quantiles.quantile(all(rounds, Round::flooded), 0.95);
        ledger.add(row, "p95 / p50 alone", flooded / Quantiles.quantile(all(rounds, Round::alone), 0.5));
        ledger.add(row, "p95 / p95 alone", flooded / Quantiles.quantile(all(rounds, Round::alone), 0.95));
    }

    private static void waits(Case row, List<Round> rounds, Ledger ledger) {
        for (var round : rounds) {
            ledger.addAll(row, "first step wait ms", Sample.timings(round.flooded(), ServerTiming::firstStepWait));
            ledger.add(row, "pass alone ms", 1000 * round.aloneMetrics().passSeconds());
            ledger.add(row, "pass flooded ms", 1000 * round.floodMetrics().passSeconds());
            ledger.add(row, "rows", round.floodMetrics().rowsPerPass());
        }
    }

    private static double[] all(List<Round> rounds, Function<Round, List<Sample>> part) {
        return rounds.stream()
                .map(part)
                .map(Sample::latencies)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
