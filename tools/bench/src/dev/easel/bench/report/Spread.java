package dev.easel.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value that stands for several, and how far they lie apart. */
public record Spread(double middle, double min, double max) {
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    /** The median of values and their range. */
    public static Spread of(List<Double> values) {
        return new Spread(
                Quantiles.median(values),
                values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
    }

    Map<String, Object> data() {
        var data = new LinkedHashMap<String, Object>();
        data.put("middle", rounded(middle));
        data.put("min", rounded(min));
        data.put("max", rounded(max));
        return data;
    }

    /** With as many digits as mean something; text where JSON has no number. */
    static Object rounded(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (Math.abs(value) >= 1000) {
            return Math.round(value);
        }
        return new BigDecimal(
                new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString());
    }

    /** Such as {@code 12.4 [12.1..13]}; without the range where there is none. */
    @Override
    public String toString() {
        if (Double.isNaN(middle)) {
            return "-";
        }
        return text(min).equals(text(max)) ? text(middle) : text(middle) + " [" + text(min) + ".." + text(max) + "]";
    }

    private static String text(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
