package dev.easel.simulator;

import java.util.Arrays;

/** The mean and percentiles (nearest rank) of seconds; NaN without values. */
record Percentiles(double mean, double p50, double p95, double p99) {

    /** Sorts the values in place. */
    static Percentiles of(double[] values) {
        Arrays.sort(values);
        return new Percentiles(
                Arrays.stream(values).average().orElse(Double.NaN),
                rank(values, 0.5),
                rank(values, 0.95),
                rank(values, 0.99));
    }

    private static double rank(double[] sorted, double rank) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(rank * sorted.length) - 1)];
    }
}
