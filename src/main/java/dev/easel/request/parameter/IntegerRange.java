package dev.easel.request.parameter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole number within limits.
 *
 * @param initial the value when the caller sends none
 * @param min the lowest
 * @param max the highest
 * @param multipleOf what it must be a multiple of
 */
@RegisterForReflection
public record IntegerRange(@JsonProperty("default") int initial, int min, int max, int multipleOf)
        implements Domain<Integer> {

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

    /**
     * What a model knows of a range.
     *
     * @param initial the value when the caller sends none
     * @param max the highest, if it is below the usual one
     * @param multipleOf what a value must be a multiple of
     */
    record OfModel(int initial, int max, int multipleOf) {
        OfModel(int initial) {
            this(initial, Integer.MAX_VALUE, 1);
        }
    }

    /** The configured range, with the usual and the model's numbers where the configuration has none. */
    static IntegerRange of(ParameterSettings.Whole config, Declaration.Bounds usual, OfModel model) {
        return new IntegerRange(
                config.initial().orElse(model.initial()),
                config.min().orElse((int) usual.least()),
                config.max().orElse((int) Math.min(usual.most(), model.max())),
                model.multipleOf());
    }

    /** Any spelling of a whole number: 20, 20.0 and 2e1 are the same number in JSON. */
    @Override
    public boolean isOfType(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.asDouble()) && node.canConvertToExactIntegral();
    }

    @Override
    public String describe() {
        return describe(min, max, multipleOf);
    }

    @Override
    public Stream<String> faults(JsonNode node) {
        return node.canConvertToLong() && contains(node.asLong(), min, max, multipleOf)
                ? Stream.empty()
                : Stream.of(expected(node));
    }

    @Override
    public Integer value(JsonNode node) {
        return node.asInt();
    }

    @Override
    public Optional<Integer> whenAbsent() {
        return Optional.of(initial);
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "integer").put("minimum", min).put("maximum", max);
        if (multipleOf > 1) {
            schema.put("multipleOf", multipleOf);
        }
        schema.put("default", initial);
    }

    private static boolean contains(long value, int min, int max, int multipleOf) {
        return value >= min && value <= max && value % multipleOf == 0;
    }

    private static String describe(int min, int max, int multipleOf) {
        String range = "an integer from " + min + " to " + max;
        return multipleOf == 1 ? range : range + " and a multiple of " + multipleOf;
    }
}
