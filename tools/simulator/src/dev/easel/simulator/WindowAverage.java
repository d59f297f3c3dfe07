package dev.easel.simulator;

import java.util.Arrays;

/**
 * The mean of the values recorded in a moving window: over the part of the window since the first value, in which seconds
 * without a value count as 0. It starts over after a window without values.
 *
 * <p>As {@code TimedFloat64Buckets} in {@code pkg/autoscaler/aggregation/bucketing.go}.
 */
final class WindowAverage {
    private static final double MICRO = 1e6;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final double[] buckets;
    private long first = NEVER;
    private long last = NEVER;

    WindowAverage(int seconds) {
        buckets = new double[seconds];
    }

    void record(long second, double value) {
        if (second - last >= buckets.length) {
            Arrays.fill(buckets, 0);
            first = second;
        } else {
            for (long skipped = last + 1; skipped <= second; skipped++) {
                buckets[index(skipped)] = 0;
            }
        }
        last = second;
        buckets[index(second)] += value;
    }

    private int index(long second) {
        return (int) (second % buckets.length);
    }

    /** Whether there was no value for longer than the window. */
    boolean isEmpty(long second) {
        return second - last > buckets.length;
    }

    /** The mean, rounded so that a tiny rest needs no pod. */
    double at(long second) {
        long silent = second - last;
        if (silent >= buckets.length) {
            return 0;
        }
        double sum = 0;
        for (long recorded = Math.max(first, second - buckets.length + 1); recorded <= last; recorded++) {
            sum += buckets[index(recorded)];
        }
        double mean = sum / Math.min(last - first + 1, buckets.length - silent);
        return Math.round(mean * MICRO) / MICRO;
    }
}
