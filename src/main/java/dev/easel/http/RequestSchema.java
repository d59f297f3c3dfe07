package dev.easel.http;

import dev.easel.generation.ServedModels;
import dev.easel.pipeline.ModelDescription;
import dev.easel.request.IntegerRange;
import dev.easel.request.NumberRange;
import dev.easel.request.Parameters;
import dev.easel.request.RequestReaders;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Adds to the API's description what the served models allow: the default's limits as the limits, and in words those of
 * the others that differ. It is asked each time the description is read, as the models may be opened after it; until
 * then the description names no limits.
 */
@Singleton
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
final class RequestSchema implements OASFilter {
    private static final String NAME = "GenerationRequest";

    private static final Map<String, Function<Parameters, String>> WORDS = Map.of(
            "prompt", RequestSchema::length,
            "negative_prompt", RequestSchema::length,
            "width", parameters -> inWords(parameters.width()),
            "height", parameters -> inWords(parameters.height()),
            "steps", parameters -> inWords(parameters.steps()),
            "num_inference_steps", parameters -> parameters.steps().describe(),
            "guidance_scale", parameters -> inWords(parameters.guidanceScale()),
            "true_cfg_scale", parameters -> inWords(parameters.trueCfgScale()));

    private final ServedModels served;

    RequestSchema(ServedModels served) {
        this.served = served;
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        served.requestsIfServed()
                .ifPresent(requests -> limit(
                        required(description.getComponents().getSchemas(), NAME).getProperties(), requests));
    }

    private static void limit(Map<String, Schema> fields, RequestReaders requests) {
        var parameters = requests.ofDefault().parameters();
        required(fields, "prompt").setMaxLength(parameters.promptLength());
        required(fields, "negative_prompt").setMaxLength(parameters.promptLength());
        limit(required(fields, "width"), parameters.width());
        limit(required(fields, "height"), parameters.height());
        limit(required(fields, "steps"), parameters.steps());
        bound(required(fields, "num_inference_steps"), parameters.steps());
        limit(required(fields, "n"), parameters.images());
        limit(required(fields, "guidance_scale"), parameters.guidanceScale());
        limit(required(fields, "true_cfg_scale"), parameters.trueCfgScale());
        limit(required(fields, "strength"), parameters.strength());
        var model = requests.ofDefault().model();
        var schedulers = namesOfAll(requests, served -> served.schedulers().keySet());
        required(fields, "scheduler").setEnumeration(List.copyOf(schedulers));
        limitLoras(required(fields, "loras"), namesOfAll(requests, ModelDescription::loras), parameters);
        required(fields, "style_preset")
                .setEnumeration(
                        List.copyOf(new TreeSet<>(requests.ofDefault().presets().keySet())));
        required(fields, "model")
                .defaultValue(model.name())
                .setEnumeration(List.copyOf(requests.all().stream()
                        .map(reader -> reader.model().name())
                        .toList()));
        WORDS.forEach((field, words) -> tellDifferences(required(fields, field), requests, words));
    }

    /** What a field may be is told of each model for which it is not as it is for the default. */
    private static void tellDifferences(Schema field, RequestReaders requests, Function<Parameters, String> words) {
        String usual = words.apply(requests.ofDefault().parameters());
        String others = requests.all().stream()
                .filter(reader -> !words.apply(reader.parameters()).equals(usual))
                .map(reader -> "; for `" + reader.model().name() + "` " + words.apply(reader.parameters()))
                .collect(Collectors.joining());
        if (!others.isEmpty()) {
            field.setDescription(field.getDescription() + others);
        }
    }

    private static String inWords(IntegerRange range) {
        return range.describe() + ", " + range.initial() + " by default";
    }

    private static String inWords(NumberRange range) {
        return range.describe() + ", " + range.initial() + " by default";
    }

    private static String length(Parameters parameters) {
        return "at most " + parameters.promptLength() + " characters";
    }

    /** The names that some model has. */
    private static Set<String> namesOfAll(RequestReaders requests, Function<ModelDescription, Set<String>> names) {
        var all = new TreeSet<String>();
        requests.all().forEach(reader -> all.addAll(names.apply(reader.model())));
        return all;
    }

    private static void limitLoras(Schema field, Set<String> names, Parameters parameters) {
        var weight = OASFactory.createSchema()
                .addType(Schema.SchemaType.NUMBER)
                .minimum(decimal(parameters.loraWeight().min()))
                .maximum(decimal(parameters.loraWeight().max()));
        field.maxProperties(parameters.mostLoras())
                .propertyNames(OASFactory.createSchema().enumeration(List.copyOf(names)))
                .additionalPropertiesSchema(weight);
    }

    private static void limit(Schema field, IntegerRange range) {
        bound(field, range);
        field.setDefaultValue(range.initial());
    }

    /** Limits without a default, for an alias: a client that sends defaults would send the parameter twice. */
    private static void bound(Schema field, IntegerRange range) {
        field.minimum(BigDecimal.valueOf(range.min())).maximum(BigDecimal.valueOf(range.max()));
        if (range.multipleOf() > 1) {
            field.setMultipleOf(BigDecimal.valueOf(range.multipleOf()));
        }
    }

    private static void limit(Schema field, NumberRange range) {
        field.defaultValue(decimal(range.initial()))
                .minimum(decimal(range.min()))
                .maximum(decimal(range.max()));
    }

    /** By way of text, as 0.1 is to stay 0.1. */
    private static BigDecimal decimal(float number) {
        return new BigDecimal(Float.toString(number));
    }

    private static Schema required(Map<String, Schema> schemas, String name) {
        return Objects.requireNonNull(schemas.get(name), () -> "META-INF/openapi.yaml has no schema of " + name);
    }
}
