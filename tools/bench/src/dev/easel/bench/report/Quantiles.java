package dev.easel.bench.report;

import java.util.Arrays;
import java.util.List;

/** Ranks of sorted values. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The smallest value that at least this share of all values does not exceed (nearest rank), so always one that was
     * measured; not a number if there is none.
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

    /** The middle value, or the mean of the two in the middle; not a number if there is none. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
