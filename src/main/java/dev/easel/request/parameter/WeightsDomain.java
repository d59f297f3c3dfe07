package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Weights by name, in the caller's order.
 *
 * @param names what may have a weight
 * @param unweighted those of them whose only weight is 1, and of which there may be one
 * @param weight what a weight may be
 * @param most names of a request
 */
public record WeightsDomain(List<String> names, List<String> unweighted, NumberRange weight, int most)
        implements Domain<Map<String, Float>> {

    @Override
    public boolean isOfType(JsonNode node) {
        return node.isObject();
    }

    @Override
    public boolean hasValues() {
        return !names.isEmpty();
    }

    @Override
    public String describe() {
        return "an object of numbers by name";
    }

    @Override
    public Stream<String> faults(JsonNode node) {
        if (node.size() > most) {
            return Stream.of("must have at most " + most + " names, not " + node.size());
        }
        var fixed = node.propertyStream()
                .map(Map.Entry::getKey)
                .filter(unweighted::contains)
                .sorted()
                .toList();
        return Stream.concat(
                node.propertyStream().flatMap(entry -> fault(entry.getKey(), entry.getValue()).stream()),
                fixed.size() > 1 ? Stream.of("may name only one of " + fixed) : Stream.empty());
    }

    private Optional<String> fault(String name, JsonNode number) {
        if (!names.contains(name)) {
            return Optional.of("names " + Domain.shortened(name) + ", but must be " + NameDomain.oneOf(names));
        }
        if (!number.isNumber() || !weight.contains(number.asDouble())) {
            return Optional.of("must give " + name + " " + weight.describe() + ", not " + Domain.echo(number));
        }
        return unweighted.contains(name) && number.floatValue() != 1
                ? Optional.of("must give " + name + " a weight of 1, it has no other")
                : Optional.empty();
    }

    @Override
    public Map<String, Float> value(JsonNode node) {
        var weights = new LinkedHashMap<String, Float>();
        node.propertyStream()
                .forEach(entry ->
                        weights.put(entry.getKey(), (float) entry.getValue().asDouble()));
        return weights;
    }

    @Override
    public Optional<Map<String, Float>> whenAbsent() {
        return Optional.empty();
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "object").put("maxProperties", most);
        var choices = schema.putObject("propertyNames").putArray("enum");
        names.forEach(choices::add);
        schema.putObject("additionalProperties")
                .put("type", "number")
                .put("minimum", NumberRange.written(weight.min()))
                .put("maximum", NumberRange.written(weight.max()));
        if (!unweighted.isEmpty()) {
            var fixed = schema.putObject("properties");
            unweighted.forEach(name -> fixed.putObject(name).put("const", 1));
        }
    }
}
