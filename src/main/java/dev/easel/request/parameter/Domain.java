package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values that a parameter may have: they are read, refused and described by the same numbers.
 *
 * @param <V> a value
 */
public sealed interface Domain<V>
        permits IntegerRange, NumberRange, SeedDomain, TextDomain, NameDomain, WeightsDomain, ImageDomain {
    /** How much of a caller's value a refusal repeats. */
    int LONGEST_ECHO = 40;

    /** Whether a value has the right type. */
    boolean isOfType(JsonNode node);

    /** What is expected, in words that follow "must be". */
    String describe();

    /** What is wrong with a value of the right type, in words that follow the field's name. */
    Stream<String> faults(JsonNode node);

    /** A value of the right type and without faults. */
    V value(JsonNode node);

    /** The value when the caller sends none, if there is one. */
    Optional<V> whenAbsent();

    /** Whether there is any value to choose. */
    default boolean hasValues() {
        return true;
    }

    /** Adds the type and the limits to a JSON Schema. */
    void describe(ObjectNode schema);

    /** A refusal that names what is expected, and what was found. */
    default String expected(JsonNode found) {
        return "must be " + describe() + ", not " + echo(found);
    }

    /** A caller's value, shortened. */
    static String echo(JsonNode node) {
        return shortened(node.isContainerNode() ? node.getNodeType().name().toLowerCase(Locale.ROOT) : node.toString());
    }

    /** A caller's text, shortened. */
    static String shortened(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }
}
