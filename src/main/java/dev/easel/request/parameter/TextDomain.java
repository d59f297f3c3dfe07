package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text.
 *
 * @param maxLength the most characters
 * @param mayBeBlank whether spaces alone will do
 * @param whenAbsent the text when the caller sends none
 */
record TextDomain(int maxLength, boolean mayBeBlank, Optional<String> whenAbsent) implements Domain<String> {

    /**
     * A text that its own limits allow.
     *
     * @throws IllegalArgumentException if they do not allow the one for callers who send none
     */
    TextDomain {
        whenAbsent.ifPresent(text -> {
            if (length(text) > maxLength || (!mayBeBlank && text.isBlank())) {
                throw new IllegalArgumentException(
                        "default is blank, or has more than " + maxLength + " characters: " + Domain.shortened(text));
            }
        });
    }

    @Override
    public boolean isOfType(JsonNode node) {
        return node.isTextual();
    }

    @Override
    public String describe() {
        return "a text of at most " + maxLength + " characters";
    }

    @Override
    public Stream<String> faults(JsonNode node) {
        String text = node.asText();
        if (length(text) > maxLength) {
            return Stream.of("must have at most " + maxLength + " characters, not " + length(text));
        }
        if (text.codePoints().anyMatch(TextDomain::isSurrogate)) {
            return Stream.of("must be valid Unicode: it has half of a surrogate pair");
        }
        return !mayBeBlank && text.isBlank() ? Stream.of("must not be blank") : Stream.empty();
    }

    @Override
    public String value(JsonNode node) {
        return node.asText();
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "string").put("maxLength", maxLength);
        if (!mayBeBlank) {
            schema.put("minLength", 1).put("pattern", "\\S");
        }
        whenAbsent.ifPresent(text -> schema.put("default", text));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
