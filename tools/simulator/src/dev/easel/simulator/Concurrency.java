package dev.easel.simulator;

import dev.easel.simulator.Decider.Observed;
import java.util.Optional;

/**
 * The concurrency that the autoscaler knows. Every second it scrapes the mean concurrency of the pods' queue proxies
 * ({@code pkg/autoscaler/metrics/collector.go}), and the activator reports its own, if it has any
 * ({@code pkg/activator/handler/concurrency_reporter.go}). A request through the activator counts there only. The
 * activator reports its first request after a pause at once, and subtracts it from its next report.
 */
final class Concurrency {
    private static final double PANIC_SHARE = 0.1;

    private final boolean podsAreScraped;
    private final WindowAverage stable;
    private final WindowAverage panic;
    private final Occupancy direct = new Occupancy();
    private final Occupancy activated = new Occupancy();
    private boolean activatorReports;
    private double reportedEarly;

    Concurrency(Autoscaling settings) {
        double window = settings.value(Knob.WINDOW);
        podsAreScraped = settings.value(Knob.BURST_CAPACITY) >= 0;
        stable = new WindowAverage((int) window);
        panic = new WindowAverage(Math.max(1, (int) Math.round(PANIC_SHARE * window)));
    }

    /** Counts a request; true if the activator reports it at once. */
    boolean enter(Request request, double now) {
        of(request).enter(now);
        if (request.route() == Request.Route.DIRECT || activatorReports) {
            return false;
        }
        activatorReports = true;
        reportedEarly = 1;
        record(now, 1);
        return true;
    }

    void leave(Request request, double now) {
        of(request).leave(now);
    }

    private Occupancy of(Request request) {
        return request.route() == Request.Route.DIRECT ? direct : activated;
    }

    /** The reports at the end of each second. */
    void report(double now, int ready) {
        double ofPods = direct.secondsSinceReport(now);
        double ofActivator = activated.secondsSinceReport(now);
        boolean podsReport = podsAreScraped && ready > 0;
        if (podsReport || activatorReports) {
            record(now, (podsReport ? ofPods : 0) + Math.max(0, ofActivator - reportedEarly));
        }
        activatorReports = ofActivator > 0;
        reportedEarly = 0;
    }

    private void record(double now, double value) {
        stable.record((long) now, value);
        panic.record((long) now, value);
    }

    /** Empty if there was no report for a window although pods are scraped. */
    Optional<Observed> observed(double now, int ready) {
        long second = (long) now;
        return podsAreScraped && stable.isEmpty(second)
                ? Optional.empty()
                : Optional.of(new Observed(now, ready, stable.at(second), panic.at(second)));
    }
}
