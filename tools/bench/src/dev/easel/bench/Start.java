package dev.easel.bench;

import dev.easel.bench.load.Crowd;
import dev.easel.bench.load.Order;
import dev.easel.bench.load.Sample;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.report.Quantiles;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.ServiceProcess;
import dev.easel.bench.service.Settings;
import java.time.Duration;
import java.util.List;

/** The time from the start of a process to its first image, and how a first image compares with a later one. */
final class Start implements Section {
    private static final int STEPS = 20;
    private static final int LATER = 20;
    private static final int ROUNDS = 9;
    private static final Duration IDLE = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "a fresh process each round, with its files in the page cache; the plain jar (java -jar, nothing more) and the"
                + " shipped package (launch) in turn: seconds to readiness and to the first image (" + STEPS
                + " steps, embedded model); MB of 2^20 bytes when ready; cold is the first request, warm the same one after "
                + LATER + " others; x PLAIN_JAR is the ratio of the seconds to readiness";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var ledger = new Ledger();
        // the median of a few starts means little
        int rounds = workbench.effort().share() < 1
                ? workbench.effort().rounds()
                : Math.max(ROUNDS, workbench.effort().rounds());
        for (int round = 0; round < rounds; round++) {
            for (var launch : List.of(Settings.Launch.PLAIN_JAR, Settings.Launch.SHIPPED)) {
                try (var service = workbench
                        .fleet()
                        .fresh(Settings.of(Model.EMBEDDED)
                                .batching(Workbench.SHIPPED)
                                .launchedBy(launch))) {
                    measure(
                            service,
                            Case.of("start", launch),
                            workbench.effort().count(LATER),
                            ledger);
                }
            }
        }
        ledger.ratios("ready s", "start", Settings.Launch.PLAIN_JAR);
        return ledger;
    }

    private static void measure(ServiceProcess service, Case row, int later, Ledger ledger)
            throws InterruptedException {
        double ready = service.awaitReady();
        ledger.add(row, "ready s", ready);
        ledger.add(row, "resident MB", service.use().residentMegabytes());
        ledger.add(row, "private MB", service.use().privateMegabytes());
        try (var crowd = new Crowd(service.uri())) {
            double cold = crowd.first().send(order()).latency();
            ledger.add(row, "first picture s", ready + cold / 1000);
            ledger.add(row, "cold ms", cold);
            var others =
                    Model.EMBEDDED.orders(later, STEPS).map(crowd.first()::send).toList();
            double warm = crowd.first().send(order()).latency();
            ledger.add(row, "warm ms", warm);
            ledger.add(row, "p50 of others ms", Quantiles.quantile(Sample.latencies(others), 0.5));
        }
        ledger.add(row, "idle % of a core", idle(service));
    }

    private static Order order() {
        return Order.of(Model.EMBEDDED.size(), STEPS);
    }

    /** The percentage of one core that an idle service uses. */
    private static double idle(ServiceProcess service) throws InterruptedException {
        var before = service.use().cpu();
        Thread.sleep(IDLE);
        return 100.0 * service.use().cpu().minus(before).toMillis() / IDLE.toMillis();
    }
}
