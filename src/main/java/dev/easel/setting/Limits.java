package dev.easel.setting;

import io.smallrye.config.ConfigValidationException.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the settings of a group to their limits, and collects what is wrong, each with its key and the remedy.
 *
 * <p>In place of a validator of annotations: that one reads the annotations of all groups by reflection at every start,
 * which took a quarter of the processor's time to readiness.
 */
public final class Limits {
    private final String group;
    private final List<Problem> problems;

    private Limits(String group, List<Problem> problems) {
        this.group = group;
        this.problems = problems;
    }

    /** The limits of a group, given its key. */
    public static Limits of(String group) {
        return new Limits(group, new ArrayList<>());
    }

    /** The limits of a group in this one. */
    public Limits in(String name) {
        return new Limits(key(name), problems);
    }

    /** The least that a number may be. */
    public Limits atLeast(String name, double value, double least) {
        return require(name, value >= least, "must be greater than or equal to ", least);
    }

    /** The most that a number may be. */
    public Limits atMost(String name, double value, double most) {
        return require(name, value <= most, "must be less than or equal to ", most);
    }

    /** The least and the most that a number may be. */
    public Limits between(String name, double value, double least, double most) {
        return atLeast(name, value, least).atMost(name, value, most);
    }

    /** What a number must exceed. */
    public Limits above(String name, double value, double bound) {
        return require(name, value > bound, "must be greater than ", bound);
    }

    /** A time that is not negative. */
    public Limits notNegative(String name, Duration time) {
        return require(name, !time.isNegative(), "must be longer than or equal to 0");
    }

    /** A time of a millisecond at least. */
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
     * Numbers are put into words for those who broke a limit only: the first {@link BigDecimal} of a process takes 30 ms, and
     * limits are checked by the thread that starts the service.
     */
    private Limits require(String name, boolean holds, String relation, double bound) {
        return holds ? this : require(name, false, relation + shown(bound));
    }

    /** What is wrong so far, of this group and those in it. */
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
