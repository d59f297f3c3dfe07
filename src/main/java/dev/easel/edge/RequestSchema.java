package dev.easel.edge;

import dev.easel.request.IntegerRange;
import dev.easel.request.NumberRange;
import dev.easel.request.Parameters;
import dev.easel.request.RequestReader;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Adds to the API's description what the served model allows. It is asked each time the description is read, as the
 * model may be opened after it; until then the description names no limits.
 */
@Singleton
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
final class RequestSchema implements OASFilter {
    private static final String NAME = "GenerationRequest";

    private final ServedModel served;

    RequestSchema(ServedModel served) {
        this.served = served;
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        served.requestsIfServed()
                .ifPresent(requests -> limit(
                        required(description.getComponents().getSchemas(), NAME).getProperties(), requests));
    }

    private static void limit(Map<String, Schema> fields, RequestReader requests) {
        var parameters = requests.parameters();
        required(fields, "prompt").setMaxLength(parameters.promptLength());
        required(fields, "negative_prompt").setMaxLength(parameters.promptLength());
        limit(required(fields, "width"), parameters.width());
        limit(required(fields, "height"), parameters.height());
        limit(required(fields, "steps"), parameters.steps());
        bound(required(fields, "num_inference_steps"), parameters.steps());
        limit(required(fields, "guidance_scale"), parameters.guidanceScale());
        limit(required(fields, "true_cfg_scale"), parameters.trueCfgScale());
        limit(required(fields, "strength"), parameters.strength());
        var model = requests.model();
        required(fields, "scheduler").setEnumeration(List.copyOf(new TreeSet<>(model.schedulers())));
        limitLoras(required(fields, "loras"), model.loras(), parameters);
        required(fields, "style_preset")
                .setEnumeration(List.copyOf(new TreeSet<>(requests.presets().keySet())));
        required(fields, "model").setEnumeration(List.of(requests.model().name()));
    }

    private static void limitLoras(Schema field, Set<String> names, Parameters parameters) {
        var weight = OASFactory.createSchema()
                .addType(Schema.SchemaType.NUMBER)
                .minimum(decimal(parameters.loraWeight().min()))
                .maximum(decimal(parameters.loraWeight().max()));
        field.maxProperties(parameters.mostLoras())
                .propertyNames(OASFactory.createSchema().enumeration(List.copyOf(new TreeSet<>(names))))
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
