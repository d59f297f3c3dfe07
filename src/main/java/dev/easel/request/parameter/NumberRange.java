package dev.easel.request.parameter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real number within limits.
 *
 * @param initial the value when the caller sends none
 * @param min the lowest
 * @param max the highest
 */
@RegisterForReflection
public record NumberRange(@JsonProperty("default") float initial, float min, float max) implements Domain<Double> {

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

    /** The configured range, with the usual and the model's numbers where the configuration has none. */
    static NumberRange of(ParameterSettings.Decimal config, Declaration.Bounds usual, float initial) {
        return new NumberRange(
                config.initial().orElse(initial),
                config.min().orElse((float) usual.least()),
                config.max().orElse((float) usual.most()));
    }

    /** A float as it is written: 0.6, not 0.6000000238. */
    static double exact(float number) {
        return Double.parseDouble(Float.toString(number));
    }

    /** Whether a number is within the limits; not a number is not. */
    boolean contains(double value) {
        // as a float, which the limits are: 0.1 is not below a limit of 0.1
        return (float) value >= min && (float) value <= max;
    }

    @Override
    public boolean isOfType(JsonNode node) {
        return node.isNumber();
    }

    @Override
    public String describe() {
        return "a number from " + min + " to " + max;
    }

    @Override
    public Stream<String> faults(JsonNode node) {
        return contains(node.asDouble()) ? Stream.empty() : Stream.of(expected(node));
    }

    /** The number as it is written: 0.6 is nearer to the caller's than the same as a float. */
    @Override
    public Double value(JsonNode node) {
        return node.asDouble();
    }

    @Override
    public Optional<Double> whenAbsent() {
        return Optional.of(exact(initial));
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "number")
                .put("minimum", written(min))
                .put("maximum", written(max))
                .put("default", written(initial));
    }

    /** By way of text, as 0.1 is to stay 0.1. */
    static BigDecimal written(float number) {
        return new BigDecimal(Float.toString(number));
    }
}
