package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/** An image file in base64; what is in it is read later, as that takes time. */
record ImageDomain() implements Domain<String> {
    @Override
    public boolean isOfType(JsonNode node) {
        return node.isTextual();
    }

    @Override
    public String describe() {
        return "a text: base64, or a data URL with base64";
    }

    @Override
    public Stream<String> faults(JsonNode node) {
        return Stream.empty();
    }

    @Override
    public String value(JsonNode node) {
        return node.asText();
    }

    @Override
    public Optional<String> whenAbsent() {
        return Optional.empty();
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "string").put("contentEncoding", "base64").put("contentMediaType", "image/*");
    }
}
