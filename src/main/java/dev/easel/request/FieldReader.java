package dev.easel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Reads the fields of a JSON object one by one and collects everything that is wrong with them, so that a caller hears
 * of all of it at once. {@code null} is the same as absent.
 */
final class FieldReader {
    private static final int LONGEST_ECHO = 40;
    private static final int MOST_UNKNOWN = 5;

    private final ObjectNode body;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();

    FieldReader(ObjectNode body) {
        this.body = body;
    }

    Optional<String> text(String field, int maxLength) {
        return value(field, JsonNode::isTextual, "a text")
                .map(JsonNode::asText)
                .filter(text -> check(
                        field,
                        text.codePointCount(0, text.length()) <= maxLength,
                        "must have at most " + maxLength + " characters, not " + text.codePointCount(0, text.length())))
                .filter(text -> check(
                        field,
                        text.codePoints().noneMatch(FieldReader::isSurrogate),
                        "must be valid Unicode: it has half of a surrogate pair"));
    }

    int integer(String field, IntegerRange range) {
        return value(field, FieldReader::isInteger, range.describe())
                .filter(node -> check(
                        field,
                        node.canConvertToLong() && range.contains(node.asLong()),
                        "must be " + range.describe() + ", not " + echo(node)))
                .map(JsonNode::asInt)
                .orElse(range.initial());
    }

    Optional<Long> nonNegative(String field) {
        String expected = "an integer from 0 to " + Long.MAX_VALUE;
        // only as an integer: as a decimal number a large one would lose its last digits
        return value(field, JsonNode::isIntegralNumber, expected)
                .filter(node -> check(
                        field,
                        node.canConvertToLong() && node.asLong() >= 0,
                        "must be " + expected + ", not " + echo(node)))
                .map(JsonNode::asLong);
    }

    float number(String field, NumberRange range) {
        return value(field, JsonNode::isNumber, range.describe())
                .filter(node -> check(
                        field, range.contains(node.asDouble()), "must be " + range.describe() + ", not " + echo(node)))
                .map(node -> (float) node.asDouble())
                .orElse(range.initial());
    }

    <T> Optional<T> choice(String field, Map<String, T> choices) {
        var names = new TreeSet<>(choices.keySet());
        return value(field, JsonNode::isTextual, "one of " + names)
                .filter(node -> check(
                        field, choices.containsKey(node.asText()), "must be one of " + names + ", not " + echo(node)))
                .flatMap(node -> Optional.ofNullable(choices.get(node.asText())));
    }

    boolean has(String field) {
        return body.hasNonNull(field);
    }

    /** Notes a violation unless a condition holds; tells whether it does. */
    boolean check(String field, boolean holds, String message) {
        if (!holds) {
            violations.add(new Violation(field, message));
        }
        return holds;
    }

    /** Ends the reading: fields that nobody asked for are violations too. */
    void finish() {
        // a body may have a hundred thousand of them
        body.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .limit(MOST_UNKNOWN)
                .forEach(name ->
                        violations.add(new Violation(shortened(name), "is not a known field; known are " + known)));
        if (!violations.isEmpty()) {
            throw new RejectedException(new Rejection.Invalid(List.copyOf(violations)));
        }
    }

    private Optional<JsonNode> value(String field, Predicate<JsonNode> type, String expected) {
        known.add(field);
        return Optional.ofNullable(body.get(field))
                .filter(node -> !node.isNull())
                .filter(node -> check(field, type.test(node), "must be " + expected + ", not " + echo(node)));
    }

    /** Whole numbers in any spelling: 20, 20.0 and 2e1 are the same number in JSON. */
    private static boolean isInteger(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.asDouble()) && node.canConvertToExactIntegral();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static String echo(JsonNode node) {
        return shortened(node.isContainerNode() ? node.getNodeType().name().toLowerCase(Locale.ROOT) : node.toString());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }
}
