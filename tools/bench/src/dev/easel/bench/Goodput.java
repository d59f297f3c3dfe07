package dev.easel.bench;

import dev.easel.bench.load.Sample;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import java.util.Collections;
import java.util.stream.IntStream;

/** Images per second under overload. */
final class Goodput implements Section {
    private static final int MOST = 5;
    private static final String RATE = "pictures/s";

    @Override
    public String name() {
        return "goodput";
    }

    @Override
    public String about() {
        return Overload.ABOUT
                + "; load as a multiple of the rate of 8 closed-loop callers; images/s while the load is steady;"
                + " lost means neither an image nor a 429, 503 or 504 with a problem body";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var ledger = new Ledger();
        var overload = Overload.of(Settings.of(Model.EMBEDDED).batching(Workbench.SHIPPED), workbench);
        ledger.note("capacity: %.1f images/s".formatted(overload.capacity()));
        long lost = 0;
        long doubled = 0;
        for (int round = 0; round < workbench.effort().rounds(); round++) {
            for (int times = 1; times <= MOST; times++) {
                var load = overload.run(times, round);
                record(row(times), load, ledger);
                lost += Sample.lost(load.samples());
                // the probe that waits for an idle service completes before the first scrape
                doubled += Math.abs(load.generated() - Sample.images(load.samples()));
            }
        }
        shares(ledger, workbench.effort().rounds());
        ledger.check("every request got an image or a refusal; lost: " + lost, lost == 0);
        ledger.check("every generated image was received; difference: " + doubled, doubled == 0);
        return ledger;
    }

    private static Case row(int times) {
        return Case.of("load", times + "x");
    }

    private static void record(Case row, Overload.Load load, Ledger ledger) {
        var samples = load.samples();
        ledger.add(row, RATE, load.perSecond());
        ledger.addAll(row, "accepted ms", Sample.latencies(samples));
        ledger.add(row, "asked", samples.size());
        ledger.add(row, "accepted", Sample.images(samples));
        ledger.add(row, "refused", Sample.refused(samples));
        ledger.add(row, "lost", Sample.lost(samples));
    }

    /** The peak is the median of the best load; the best single round would be luck. */
    private static void shares(Ledger ledger, int rounds) {
        var medians = IntStream.rangeClosed(1, MOST)
                .mapToObj(times -> ledger.median(row(times), RATE))
                .toList();
        double peak = Collections.max(medians);
        for (int times = 1; times <= MOST; times++) {
            ledger.add(row(times), "% of the peak", 100 * medians.get(times - 1) / peak);
        }
        ledger.note("peak: %.1f images/s, the best median of %d rounds".formatted(peak, rounds));
    }
}
