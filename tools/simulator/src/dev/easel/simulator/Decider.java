package dev.easel.simulator;

import java.util.Optional;

/**
 * How many pods the load asks for, decided every two seconds: {@code autoscaler.Scale} in
 * {@code pkg/autoscaler/scaling/autoscaler.go}, with the cluster's defaults.
 *
 * <p>Two means of the concurrency are asked, over the window and over its last tenth. Once the short one asks for twice the
 * pods that are ready, it counts too, and the number of pods does not fall until a whole window has passed without that.
 */
final class Decider {
    /** Seconds between decisions. */
    static final int TICK = 2;

    private static final double PANIC_THRESHOLD = 2;
    private static final double MOST_UP = 1000;
    private static final double MOST_DOWN = 2;

    private final Autoscaling settings;
    private final Optional<HighestOfLate> delay;
    private double panicSince = Double.NaN;
    private int mostInPanic;

    /**
     * What the load is.
     *
     * @param now seconds
     * @param ready pods
     * @param stable mean concurrency of the window
     * @param panic mean concurrency of its last tenth
     */
    record Observed(double now, int ready, double stable, double panic) {}

    /**
     * What it asks for.
     *
     * @param pods -1 while nothing is known
     * @param excessBurst how many more requests the pods could take at once than has to be kept free; below 0 the activator
     *     stands in the way
     */
    record Decision(int pods, double excessBurst) {}

    Decider(Autoscaling settings) {
        this.settings = settings;
        double late = settings.value(Knob.SCALE_DOWN_DELAY);
        this.delay = late > 0 ? Optional.of(new HighestOfLate((long) Math.ceil(late / TICK))) : Optional.empty();
    }

    /** Before anything is known: {@code createScaler} in {@code multiscaler.go}. */
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
                delay.map(late -> late.with((long) load.now / TICK, decided)).orElse(decided),
                excessBurst(load.ready, load.panic));
    }

    /** Within what one decision may change; any load at all asks for the activation scale. */
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
