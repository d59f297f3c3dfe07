package dev.easel.simulator;

import dev.easel.simulator.Decider.Observed;
import java.util.Optional;

/**
 * What the autoscaler is told of the requests in the system. Every second the pods' queue proxies are asked for their mean
 * concurrency ({@code pkg/autoscaler/metrics/collector.go}), and the activator tells its own, if it had any
 * ({@code pkg/activator/handler/concurrency_reporter.go}); what came through it counts there only. The first request after
 * a silence is told at once, as one, and taken off the next report.
 */
final class Concurrency {
    private static final double PANIC_SHARE = 0.1;

    private final boolean podsAreAsked;
    private final WindowAverage stable;
    private final WindowAverage panic;
    private final Occupancy direct = new Occupancy();
    private final Occupancy activated = new Occupancy();
    private boolean activatorTells;
    private double toldBefore;

    Concurrency(Autoscaling settings) {
        double window = settings.value(Knob.WINDOW);
        podsAreAsked = settings.value(Knob.BURST_CAPACITY) >= 0;
        stable = new WindowAverage((int) window);
        panic = new WindowAverage(Math.max(1, (int) Math.round(PANIC_SHARE * window)));
    }

    /** Counts a request; true if the autoscaler was told of it at once. */
    boolean enter(Request request, double now) {
        of(request).enter(now);
        if (request.way() == Request.Way.DIRECT || activatorTells) {
            return false;
        }
        activatorTells = true;
        toldBefore = 1;
        record(now, 1);
        return true;
    }

    void leave(Request request, double now) {
        of(request).leave(now);
    }

    private Occupancy of(Request request) {
        return request.way() == Request.Way.DIRECT ? direct : activated;
    }

    /** What is told at the end of each second. */
    void report(double now, int ready) {
        double ofPods = direct.secondsSinceReport(now);
        double ofActivator = activated.secondsSinceReport(now);
        boolean podsTell = podsAreAsked && ready > 0;
        if (podsTell || activatorTells) {
            record(now, (podsTell ? ofPods : 0) + Math.max(0, ofActivator - toldBefore));
        }
        activatorTells = ofActivator > 0;
        toldBefore = 0;
    }

    private void record(double now, double value) {
        stable.record((long) now, value);
        panic.record((long) now, value);
    }

    /** Nothing if nothing was told for a window, and somebody should have. */
    Optional<Observed> observed(double now, int ready) {
        long second = (long) now;
        return podsAreAsked && stable.isEmpty(second)
                ? Optional.empty()
                : Optional.of(new Observed(now, ready, stable.at(second), panic.at(second)));
    }
}
