package dev.easel.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The values that a real parameter may have.
 *
 * @param initial the value when the caller says nothing
 * @param min the lowest
 * @param max the highest
 */
public record NumberRange(@JsonProperty("default") float initial, float min, float max) {

    /**
     * A range that contains its initial value.
     *
     * @throws IllegalArgumentException if it does not
     */
    public NumberRange {
        if (!(initial >= min && initial <= max)) {
            throw new IllegalArgumentException("default " + initial + " is not a number from " + min + " to " + max);
        }
    }

    /** Whether a value may be had; not a number may not. */
    boolean contains(double value) {
        // as a float, which the limits are: 0.1 is not below a limit of 0.1
        return (float) value >= min && (float) value <= max;
    }

    /** What is expected, in words. */
    public String describe() {
        return "a number from " + min + " to " + max;
    }
}
