package dev.easel.setting;

import io.smallrye.config.ConfigValidationException.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates the settings of a group and collects what is wrong, each with its key and the remedy.
 *
 * <p>Jakarta Validation would read annotations by reflection at every start, which took a quarter of the processor's time to
 * readiness.
 */
public final class Limits {
    private final String group;
    private final List<Problem> problems;

    private Limits(String group, List<Problem> problems) {
        this.group = group;
        this.problems = problems;
    }

    /** Limits of the group with this key. */
    public static Limits of(String group) {
        return new Limits(group, new ArrayList<>());
    }

    /** Limits of a group within this one; a name with dots is quoted, as in keys. */
    public Limits in(String name) {
        return new Limits(key(name.matches("[^.]*|\".*\"") ? name : '"' + name + '"'), problems);
    }

    /** A number of at least {@code least}. */
    public Limits atLeast(String name, double value, double least) {
        return require(name, value >= least, "must be greater than or equal to ", least);
    }

    /** A number of at most {@code most}. */
    public Limits atMost(String name, double value, double most) {
        return require(name, value <= most, "must be less than or equal to ", most);
    }

    /** A number from {@code least} to {@code most}. */
    public Limits between(String name, double value, double least, double most) {
        return atLeast(name, value, least).atMost(name, value, most);
    }

    /** A number greater than {@code bound}. */
    public Limits above(String name, double value, double bound) {
        return require(name, value > bound, "must be greater than ", bound);
    }

    /** A duration that is not negative. */
    public Limits notNegative(String name, Duration time) {
        return require(name, !time.isNegative(), "must be longer than or equal to 0");
    }

    /** A duration of at least a millisecond. */
    public Limits positive(String name, Duration time) {
        return require(name, time.toMillis() >= 1, "must be longer than or equal to 1 ms");
    }

    /** Any other condition. */
    public Limits require(String name, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(new Problem(key(name) + " " + otherwise));
        }
        return this;
    }

    /**
     * A bound becomes text only if it is broken: the first {@link BigDecimal} of a process takes 30 ms, and the thread that
     * starts the service checks the limits.
     */
    private Limits require(String name, boolean holds, String relation, double bound) {
        return holds ? this : require(name, false, relation + shown(bound));
    }

    /** The problems so far, of this group and the groups within it. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private String key(String name) {
        return group + "." + name;
    }

    private static String shown(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
