package dev.easel.bench.report;

import java.util.Arrays;
import java.util.List;

/** Quantiles of measured values. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The quantile by nearest rank, so the result is always a measured value; NaN if there are no values.
     *
     * @param rank from 0 to 1
     */
    public static double quantile(double[] values, double rank) {
        if (values.length == 0) {
            return Double.NaN;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(rank * sorted.length) - 1)];
    }

    /** The middle value, or the mean of the two middle values; NaN if there are no values. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
