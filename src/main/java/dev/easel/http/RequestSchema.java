package dev.easel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.generation.ServedModels;
import dev.easel.request.RequestReader;
import dev.easel.request.RequestReaders;
import dev.easel.request.form.RequestForm;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Domain;
import dev.easel.request.parameter.Language;
import dev.easel.request.parameter.Parameter;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Adds the request's fields to the API's description: the default model's limits as the limits, and in words those of the
 * other models that differ. It runs each time the description is read, as the models may be opened after it; until then the
 * fields have no limits.
 */
@Singleton
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
final class RequestSchema implements OASFilter {
    private static final String NAME = "GenerationRequest";
    private static final List<String> NAMES_OF_ALL = List.of("/enum", "/propertyNames/enum");

    private final ServedModels served;

    RequestSchema(ServedModels served) {
        this.served = served;
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        var request = Objects.requireNonNull(
                description.getComponents().getSchemas().get(NAME), "META-INF/openapi.yaml has no " + NAME);
        var fields = served.requestsIfServed().map(RequestSchema::fields).orElseGet(RequestSchema::names);
        request.setProperties(fields);
        request.setRequired(
                served.requestsIfServed().flatMap(RequestSchema::required).orElse(List.of()));
    }

    private static Optional<List<String>> required(RequestReaders requests) {
        var prompt = Catalogue.PROMPT.domain(requests.ofDefault().context());
        return prompt.whenAbsent().isPresent() ? Optional.empty() : Optional.of(List.of(Catalogue.PROMPT.name()));
    }

    private static Map<String, Schema> names() {
        var fields = new LinkedHashMap<String, Schema>();
        Catalogue.ALL.forEach(parameter -> parameter
                .names()
                .forEach(name -> fields.put(
                        name, OASFactory.createSchema().description(parameter.description(Language.ENGLISH)))));
        return fields;
    }

    private static Map<String, Schema> fields(RequestReaders requests) {
        var fields = new LinkedHashMap<String, Schema>();
        for (var parameter : Catalogue.ALL) {
            var readers = requests.all().stream()
                    .filter(reader -> parameter.availability(reader.context()) == Parameter.Availability.AVAILABLE)
                    .toList();
            if (!readers.isEmpty()) {
                var schema = schema(parameter, readers);
                fields.put(parameter.name(), OpenApiSchema.of(schema));
                // without a default: a client that sends defaults would send the parameter twice
                schema.remove("default");
                schema.put("description", "Another name for `" + parameter.name() + "`; give one of them");
                parameter.aliases().forEach(alias -> fields.put(alias, OpenApiSchema.of(schema)));
            }
        }
        return fields;
    }

    private static ObjectNode schema(Parameter<?> parameter, List<RequestReader> readers) {
        var usual = readers.getFirst();
        var schema = RequestForm.property(parameter, usual.context(), Language.ENGLISH);
        // what has no other weight in one model may have one in another
        schema.remove("properties");
        readers.stream()
                .skip(1)
                .map(reader -> RequestForm.property(parameter, reader.context(), Language.ENGLISH))
                .forEach(other -> NAMES_OF_ALL.forEach(names -> addMissing(schema.at(names), other.at(names))));
        String words = words(parameter.domain(usual.context()));
        String others = readers.stream()
                .filter(reader -> !schema.has("enum")
                        && !words(parameter.domain(reader.context())).equals(words))
                .map(reader -> "; for `" + reader.model().name() + "` " + words(parameter.domain(reader.context())))
                .collect(Collectors.joining());
        return schema.put("description", schema.path("description").asText() + others);
    }

    private static String words(Domain<?> domain) {
        return domain.describe()
                + domain.whenAbsent().map(value -> ", " + value + " by default").orElse("");
    }

    private static void addMissing(JsonNode names, JsonNode more) {
        if (names instanceof ArrayNode all) {
            more.forEach(name -> {
                if (all.valueStream().noneMatch(name::equals)) {
                    all.add(name);
                }
            });
        }
    }
}
