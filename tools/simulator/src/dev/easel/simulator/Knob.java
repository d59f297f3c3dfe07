package dev.easel.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The annotations {@code autoscaling.knative.dev/...} of a revision, with Knative's defaults
 * ({@code pkg/autoscaler/config/config.go}) and bounds ({@code pkg/apis/autoscaling/annotation_validation.go}). The load is
 * the number of concurrent requests; {@code containerConcurrency} is 0, so a pod has no hard limit.
 */
enum Knob {
    MIN_SCALE("min-scale", "min-scale", Unit.NUMBER, 0, 0, 10_000),
    /** 0 means no limit. */
    MAX_SCALE("max-scale", "max-scale", Unit.NUMBER, 0, 0, 10_000),
    /** The number of pods of a new revision. */
    INITIAL_SCALE("initial-scale", "initial-scale", Unit.NUMBER, 1, 1, 10_000),
    /** The least number of pods when scaling from zero; no effect below 2. */
    ACTIVATION_SCALE("activation-scale", "activation-scale", Unit.NUMBER, 0, 0, 10_000),
    TARGET("target", "target", Unit.NUMBER, 100, 0.01, 1e6),
    /** The percentage of the target to aim at. */
    UTILIZATION("utilization", "target-utilization-percentage", Unit.NUMBER, 70, 1, 100),
    /** Free capacity at which requests bypass the activator; with -1 they never do, with 0 always except from zero. */
    BURST_CAPACITY("burst-capacity", "target-burst-capacity", Unit.NUMBER, 211, -1, 1e6),
    /** The averaging window. */
    WINDOW("window", "window", Unit.TIME, 60, 6, 3600),
    SCALE_DOWN_DELAY("scale-down-delay", "scale-down-delay", Unit.TIME, 0, 0, 3600),
    RETENTION("retention", "scale-to-zero-pod-retention-period", Unit.TIME, 0, 0, 3600);

    private final String label;
    private final String annotation;
    private final Unit unit;
    private final double defaultValue;
    private final double least;
    private final double most;

    private enum Unit {
        NUMBER,
        /** Whole seconds. */
        TIME
    }

    Knob(String label, String annotation, Unit unit, double defaultValue, double least, double most) {
        this.label = label;
        this.annotation = annotation;
        this.unit = unit;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
    }

    /** The name on the command line. */
    String label() {
        return label;
    }

    /** The value without an annotation. */
    double defaultValue() {
        return defaultValue;
    }

    /** Parses words such as {@code 8}, {@code 90s} or {@code 15m}. */
    double parse(String word) {
        double value = unit == Unit.TIME ? seconds(word) : Double.parseDouble(word);
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "--%s is %s; expected %s to %s".formatted(label, word, text(least), text(most)));
        }
        return value;
    }

    /** Parses times such as {@code 90s}, {@code 15m} or {@code 1h} to seconds. */
    static double seconds(String word) {
        try {
            return Duration.parse("PT" + word.toUpperCase(Locale.ROOT)).toNanos() / 1e9;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(word + " is not a time; expected for example 90s, 15m or 1h", e);
        }
    }

    String text(double value) {
        if (unit == Unit.TIME) {
            return time(value);
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String time(double seconds) {
        if (seconds > 0 && seconds % 60 == 0) {
            return seconds % 3600 == 0 ? "%.0fh".formatted(seconds / 3600) : "%.0fm".formatted(seconds / 60);
        }
        return "%.0fs".formatted(seconds);
    }

    String annotation(double value) {
        return "autoscaling.knative.dev/%s: \"%s\"".formatted(annotation, text(value));
    }
}
