package dev.easel.setting;

import java.util.Comparator;

/**
 * A mistake in the configuration.
 *
 * @param file where it is: a file or a folder, or the source of a setting that stands in no file
 * @param line its line, from 1; 0 if it has none
 * @param key the key that is wrong; empty if no single key is
 * @param problem what is wrong, and what is allowed
 */
public record Finding(String file, int line, String key, String problem) implements Comparable<Finding> {
    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparing(Finding::file).thenComparingInt(Finding::line).thenComparing(Finding::key);

    @Override
    public int compareTo(Finding other) {
        return BY_PLACE.thenComparing(Finding::problem).compare(this, other);
    }

    /** The whole finding in one line, as compilers write theirs. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line;
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + problem;
    }
}
