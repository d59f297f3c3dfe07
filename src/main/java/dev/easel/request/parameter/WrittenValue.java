package dev.easel.request.parameter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.Predicate;

/** Values that are written as text, as in a form or a file. */
public final class WrittenValue {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** No number and no list of LoRAs is longer. */
    private static final int LONGEST = 4096;

    private WrittenValue() {}

    /**
     * The text itself where it has the type that is wanted, or else the JSON in it; a value of the wrong type comes back as
     * the text.
     */
    public static JsonNode of(String text, Predicate<JsonNode> type) {
        var node = new TextNode(text);
        return type.test(node) ? node : json(text).filter(type).orElse(node);
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return text.length() > LONGEST ? Optional.empty() : Optional.ofNullable(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
