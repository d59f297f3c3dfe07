package dev.easel.simulator;

import java.util.Optional;

/**
 * Decides the number of pods for the load, every two seconds: {@code autoscaler.Scale} in
 * {@code pkg/autoscaler/scaling/autoscaler.go}, with the cluster's defaults.
 *
 * <p>There are two means of the concurrency: over the window, and over its last tenth. When the short one needs twice as many
 * pods as are ready, panic begins: the short mean counts too, and the number of pods does not fall until a whole window
 * has passed without such a need.
 */
final class Decider {
    /** Seconds between decisions. */
    static final int TICK = 2;

    private static final double PANIC_THRESHOLD = 2;
    private static final double MOST_UP = 1000;
    private static final double MOST_DOWN = 2;

    private final Autoscaling settings;
    private final Optional<RollingMax> delayed;
    private double panicSince = Double.NaN;
    private int mostInPanic;

    /**
     * The observed load.
     *
     * @param now seconds
     * @param ready the number of ready pods
     * @param stable mean concurrency over the window
     * @param panic mean concurrency over the last tenth of the window
     */
    record Observed(double now, int ready, double stable, double panic) {}

    /**
     * The decision.
     *
     * @param pods the number of pods; -1 while the load is unknown
     * @param excessBurst the free capacity of the pods beyond the burst capacity; below 0 requests go through the activator
     */
    record Decision(int pods, double excessBurst) {}

    Decider(Autoscaling settings) {
        this.settings = settings;
        double delay = settings.value(Knob.SCALE_DOWN_DELAY);
        this.delayed = delay > 0 ? Optional.of(new RollingMax((long) Math.ceil(delay / TICK))) : Optional.empty();
    }

    /** The decision before the load is known: {@code createScaler} in {@code multiscaler.go}. */
    Decision first() {
        return new Decision(-1, excessBurst(settings.count(Knob.INITIAL_SCALE), 0));
    }

    Decision decide(Observed load) {
        double ready = Math.max(1, load.ready);
        double wanted = Math.ceil(load.stable / settings.aim());
        double wantedInPanic = Math.ceil(load.panic / settings.aim());
        int pods = limited(wanted, ready);
        panic(load.now, wantedInPanic / ready >= PANIC_THRESHOLD);
        if (isPanicking()) {
            mostInPanic = Math.max(mostInPanic, Math.max(pods, limited(wantedInPanic, ready)));
            pods = mostInPanic;
        }
        int decided = pods;
        return new Decision(
                delayed.map(max -> max.with((long) load.now / TICK, decided)).orElse(decided),
                excessBurst(load.ready, load.panic));
    }

    /** Limits the change of one decision; any load at all needs the activation scale. */
    private int limited(double wanted, double ready) {
        double most = Math.ceil(MOST_UP * ready);
        double least = Math.floor(ready / MOST_DOWN);
        int pods = (int) Math.min(Math.max(wanted, least), most);
        int activation = settings.count(Knob.ACTIVATION_SCALE);
        return wanted > 0 && activation > 1 ? Math.max(pods, activation) : pods;
    }

    private void panic(double now, boolean tooMuch) {
        if (tooMuch) {
            panicSince = now;
        } else if (isPanicking() && panicSince + settings.value(Knob.WINDOW) < now) {
            panicSince = Double.NaN;
            mostInPanic = 0;
        }
    }

    boolean isPanicking() {
        return !Double.isNaN(panicSince);
    }

    private double excessBurst(int pods, double concurrency) {
        double burst = settings.value(Knob.BURST_CAPACITY);
        return burst <= 0 ? burst : Math.floor(pods * settings.value(Knob.TARGET) - burst - concurrency);
    }
}
