package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of parameters that have names for people. */
public final class Choices {

    /**
     * A value with a name.
     *
     * @param value as in a request
     * @param title its name for people
     */
    public record Choice(JsonNode value, String title) {}

    private Choices() {}

    /**
     * The named values of a parameter, the smallest number first. A model with limits of its own that names none has those
     * for all models, as far as it takes them.
     *
     * @throws IllegalArgumentException naming the choice that lies outside the parameter's limits, by what follows the key
     *     of the settings
     */
    public static List<Choice> of(Parameter<?> parameter, ParameterContext context, Language language) {
        var domain = parameter.domain(context);
        var common = parameter.choices().apply(context.common());
        var own = parameter.choices().apply(context.settings());
        boolean inherits = own.isEmpty();
        return (inherits ? common : own)
                .entrySet().stream()
                        .flatMap(entry -> {
                            var value = value(entry.getValue(), domain);
                            var fault = fault(value, domain);
                            if (fault.isPresent() && !inherits) {
                                throw new IllegalArgumentException("parameters." + parameter.name() + ".choices."
                                        + entry.getKey() + " " + fault.get());
                            }
                            return fault.isPresent()
                                    ? Stream.empty()
                                    : Stream.of(new Choice(value, title(entry, common, language)));
                        })
                        .sorted((one, other) -> Double.compare(
                                one.value().asDouble(), other.value().asDouble()))
                        .toList();
    }

    private static JsonNode value(ParameterSettings.Choice choice, Domain<?> domain) {
        return WrittenValue.of(choice.value().or(choice::bare).orElseThrow(), domain::isOfType);
    }

    private static Optional<String> fault(JsonNode value, Domain<?> domain) {
        return domain.isOfType(value) ? domain.faults(value).findFirst() : Optional.of(domain.expected(value));
    }

    private static String title(
            Map.Entry<String, ParameterSettings.Choice> choice,
            Map<String, ParameterSettings.Choice> common,
            Language language) {
        var shared = Objects.requireNonNullElse(common.get(choice.getKey()), choice.getValue());
        return Texts.of(shared.title())
                .with(choice.getValue().title())
                .in(language)
                .orElse(choice.getKey());
    }
}
