package dev.easel.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The values that an integer parameter may have.
 *
 * @param initial the value when the caller says nothing
 * @param min the lowest
 * @param max the highest
 * @param multipleOf what it must be a multiple of
 */
public record IntegerRange(@JsonProperty("default") int initial, int min, int max, int multipleOf) {

    /**
     * A range that contains its initial value.
     *
     * @throws IllegalArgumentException if it does not
     */
    public IntegerRange {
        if (!contains(initial, min, max, multipleOf)) {
            throw new IllegalArgumentException("default " + initial + " is not " + describe(min, max, multipleOf));
        }
    }

    /** Whether a value may be had. */
    boolean contains(long value) {
        return contains(value, min, max, multipleOf);
    }

    /** What is expected, in words. */
    public String describe() {
        return describe(min, max, multipleOf);
    }

    private static boolean contains(long value, int min, int max, int multipleOf) {
        return value >= min && value <= max && value % multipleOf == 0;
    }

    private static String describe(int min, int max, int multipleOf) {
        String range = "an integer from " + min + " to " + max;
        return multipleOf == 1 ? range : range + " and a multiple of " + multipleOf;
    }
}
