package dev.easel.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A typical value, and the range of all values. */
public record Spread(double middle, double min, double max) {
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    /** The median and the range of values. */
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

    /** Rounded to significant digits; text where JSON has no number. */
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

    /** Such as {@code 12.4 [12.1..13]}, or one number if the range is not visible. */
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
