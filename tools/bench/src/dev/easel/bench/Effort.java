package dev.easel.bench;

import java.time.Duration;

/**
 * How much to measure.
 *
 * @param rounds how often variants take turns
 * @param share the fraction of the full counts and times
 */
record Effort(int rounds, double share) {
    /** For results to keep. */
    static final Effort FULL = new Effort(5, 1);

    /** To try out the benchmark. */
    static final Effort QUICK = new Effort(1, 0.2);

    int count(int full) {
        return (int) Math.ceil(full * share);
    }

    Duration time(Duration full) {
        return Duration.ofMillis(Math.round(full.toMillis() * share));
    }

    Effort withRounds(int number) {
        return new Effort(number, share);
    }
}
