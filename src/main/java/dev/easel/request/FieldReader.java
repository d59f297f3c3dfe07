package dev.easel.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads fields one by one and collects everything that is wrong with them, so that a caller hears of all of it at once. */
final class FieldReader {
    private static final int LONGEST_ECHO = 40;
    private static final int MOST_UNKNOWN = 5;

    private final RequestFields fields;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();

    FieldReader(RequestFields fields) {
        this.fields = fields;
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
        return integerIfGiven(field, range).orElse(range.initial());
    }

    OptionalInt integerIfGiven(String field, IntegerRange range) {
        return value(field, FieldReader::isInteger, range.describe())
                .filter(node -> check(
                        field,
                        node.canConvertToLong() && range.contains(node.asLong()),
                        "must be " + range.describe() + ", not " + echo(node)))
                .map(node -> OptionalInt.of(node.asInt()))
                .orElse(OptionalInt.empty());
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
        return (float) decimal(field, range);
    }

    /** A number as it is written: 0.6 is nearer to the caller's than the same as a float. */
    double decimal(String field, NumberRange range) {
        return value(field, JsonNode::isNumber, range.describe())
                .filter(node -> check(
                        field, range.contains(node.asDouble()), "must be " + range.describe() + ", not " + echo(node)))
                .map(JsonNode::asDouble)
                .orElseGet(() -> Double.parseDouble(Float.toString(range.initial())));
    }

    <T> Optional<T> choice(String field, Map<String, T> choices) {
        return name(field, choices.keySet()).flatMap(name -> Optional.ofNullable(choices.get(name)));
    }

    Optional<String> name(String field, Set<String> names) {
        String expected = oneOf(names);
        return value(field, JsonNode::isTextual, expected)
                .filter(node ->
                        check(field, names.contains(node.asText()), "must be " + expected + ", not " + echo(node)))
                .map(JsonNode::asText);
    }

    private static String oneOf(Set<String> names) {
        return names.isEmpty() ? "absent, as there is none to choose" : "one of " + new TreeSet<>(names);
    }

    /** Numbers by name, in the caller's order. */
    Map<String, Float> numbers(String field, Set<String> names, NumberRange range, int most) {
        var numbers = new LinkedHashMap<String, Float>();
        value(field, JsonNode::isObject, "an object of numbers by name")
                .filter(node ->
                        check(field, node.size() <= most, "must have at most " + most + " names, not " + node.size()))
                .ifPresent(node -> node.propertyStream().forEach(entry -> {
                    String name = entry.getKey();
                    var number = entry.getValue();
                    boolean known = names.contains(name);
                    check(field, known, "names " + shortened(name) + ", but must be " + oneOf(names));
                    if (known && checkNumber(field, name, number, range)) {
                        numbers.put(name, (float) number.asDouble());
                    }
                }));
        return numbers;
    }

    private boolean checkNumber(String field, String name, JsonNode number, NumberRange range) {
        return check(
                field,
                number.isNumber() && range.contains(number.asDouble()),
                "must give " + name + " " + range.describe() + ", not " + echo(number));
    }

    /** An image, which is not looked into. */
    Optional<SentImage> image(String field) {
        known.add(field);
        var image = fields.image(field);
        check(field, image.isPresent() || !has(field), "must be " + fields.imagesAre());
        return image;
    }

    boolean has(String field) {
        return fields.isFile(field) || fields.value(field, node -> true).isPresent();
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
        fields.names()
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
        check(field, !fields.isFile(field), "must be " + expected + ", not a file");
        return fields.value(field, type)
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
