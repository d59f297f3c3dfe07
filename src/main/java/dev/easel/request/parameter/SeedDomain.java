package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/** A seed: any integer of 63 bits. */
record SeedDomain() implements Domain<Long> {
    /** Only as an integer: as a decimal number a large one would lose its last digits. */
    @Override
    public boolean isOfType(JsonNode node) {
        return node.isIntegralNumber();
    }

    @Override
    public String describe() {
        return "an integer from 0 to " + Long.MAX_VALUE;
    }

    @Override
    public Stream<String> faults(JsonNode node) {
        return node.canConvertToLong() && node.asLong() >= 0 ? Stream.empty() : Stream.of(expected(node));
    }

    @Override
    public Long value(JsonNode node) {
        return node.asLong();
    }

    @Override
    public Optional<Long> whenAbsent() {
        return Optional.empty();
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "integer").put("minimum", 0).put("maximum", Long.MAX_VALUE);
    }
}
