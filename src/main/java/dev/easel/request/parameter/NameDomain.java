package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One of several names.
 *
 * @param names what there is to choose, in the order in which people see it
 * @param whenAbsent the name when the caller sends none
 */
record NameDomain(List<String> names, Optional<String> whenAbsent) implements Domain<String> {

    /**
     * Names that nothing can change afterwards.
     *
     * @throws IllegalArgumentException if the one for callers who send none is not among them
     */
    NameDomain {
        names = List.copyOf(names);
        if (whenAbsent.isPresent() && !names.contains(whenAbsent.get())) {
            throw new IllegalArgumentException("default " + whenAbsent.get() + " is not " + oneOf(names));
        }
    }

    static String oneOf(List<String> names) {
        return names.isEmpty() ? "absent, as there is none to choose" : "one of " + new TreeSet<>(names);
    }

    @Override
    public boolean isOfType(JsonNode node) {
        return node.isTextual();
    }

    @Override
    public boolean hasValues() {
        return !names.isEmpty();
    }

    @Override
    public String describe() {
        return oneOf(names);
    }

    @Override
    public Stream<String> faults(JsonNode node) {
        return names.contains(node.asText()) ? Stream.empty() : Stream.of(expected(node));
    }

    @Override
    public String value(JsonNode node) {
        return node.asText();
    }

    @Override
    public void describe(ObjectNode schema) {
        var choices = schema.put("type", "string").putArray("enum");
        names.forEach(choices::add);
        whenAbsent.ifPresent(name -> schema.put("default", name));
    }
}
