package dev.easel.request.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Choices;
import dev.easel.request.parameter.IntegerRange;
import dev.easel.request.parameter.Language;
import dev.easel.request.parameter.Parameter;
import dev.easel.request.parameter.ParameterContext;
import dev.easel.request.parameter.Show;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A request to one model as a JSON Schema, from which a form can be drawn.
 *
 * <p>The hints: {@code x-show} is where to show a field, {@code x-choices} are values with titles, {@code x-with} names the
 * fields without which it has no effect, and {@code x-order} is its place.
 */
public final class RequestForm {
    private static final String REQUIRED = "required";
    private static final String SCHEDULER = Catalogue.SCHEDULER.name();

    private final ParameterContext context;
    private final Language language;
    private final ObjectNode schema = JsonNodeFactory.instance.objectNode();
    private final ArrayNode rules = JsonNodeFactory.instance.arrayNode();

    private RequestForm(ParameterContext context, Language language) {
        this.context = context;
        this.language = language;
    }

    /** The schema of a request to the context's model. */
    public static ObjectNode of(ParameterContext context, Language language) {
        return new RequestForm(context, language).build();
    }

    /** One parameter's schema, if the model takes it. */
    public static ObjectNode property(Parameter<?> parameter, ParameterContext context, Language language) {
        var property = JsonNodeFactory.instance.objectNode();
        parameter.domain(context).describe(property);
        property.put("title", parameter.title(context, language))
                .put("description", parameter.description(context, language));
        return property;
    }

    private ObjectNode build() {
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", context.model().name())
                .put("type", "object")
                .put("additionalProperties", false);
        var properties = schema.putObject("properties");
        var companions = JsonNodeFactory.instance.objectNode();
        Catalogue.ALL.stream().filter(parameter -> parameter.isOffered(context)).forEach(parameter -> {
            properties.set(parameter.name(), field(parameter));
            parameter.aliases().forEach(alias -> addAlias(alias, parameter, properties));
            parameter
                    .declaration()
                    .companion()
                    .ifPresent(other -> companions.putArray(parameter.name()).add(other));
        });
        narrow(properties);
        if (Catalogue.PROMPT.domain(context).whenAbsent().isEmpty()) {
            schema.putArray(REQUIRED).add(Catalogue.PROMPT.name());
        }
        if (!companions.isEmpty()) {
            schema.set("dependentRequired", companions);
        }
        if (!rules.isEmpty()) {
            schema.set("allOf", rules);
        }
        return schema;
    }

    private ObjectNode field(Parameter<?> parameter) {
        var field = property(parameter, context, language)
                .put("x-show", parameter.show(context).name().toLowerCase(Locale.ROOT))
                .put("x-order", Catalogue.ALL.indexOf(parameter));
        parameter
                .declaration()
                .companion()
                .ifPresent(other -> field.putArray("x-with").add(other));
        var choices = Choices.of(parameter, context, language);
        if (!choices.isEmpty()) {
            var named = field.putArray("x-choices");
            choices.forEach(
                    choice -> named.addObject().put("title", choice.title()).set("value", choice.value()));
        }
        return field;
    }

    /** Without a default: a client that sends defaults would send the parameter twice. */
    private void addAlias(String alias, Parameter<?> parameter, ObjectNode properties) {
        var field = field(parameter)
                .put("title", parameter.title(context, language))
                .put("description", "= " + parameter.name())
                .put("x-show", Show.NEVER.name().toLowerCase(Locale.ROOT));
        field.remove("default");
        properties.set(alias, field);
        rules.addObject()
                .putObject("not")
                .putArray(REQUIRED)
                .add(parameter.name())
                .add(alias);
    }

    /** What the model's name and its schedulers leave of the values. */
    private void narrow(ObjectNode properties) {
        properties
                .withObject(Catalogue.MODEL.name())
                .putArray("enum")
                .add(context.model().name());
        if (properties.has(SCHEDULER)) {
            new TreeMap<>(context.model().schedulers()).forEach((name, most) -> {
                var condition = JsonNodeFactory.instance.objectNode();
                condition.putObject("properties").putObject(SCHEDULER).put("const", name);
                condition.putArray(REQUIRED).add(SCHEDULER);
                limitSteps(condition, most);
            });
        }
        var own = JsonNodeFactory.instance.objectNode();
        own.putObject("not").putArray(REQUIRED).add(SCHEDULER);
        limitSteps(own, context.model().maxSteps());
    }

    /** Adds a rule, where it is stricter than the limit of the field. */
    private void limitSteps(ObjectNode condition, int most) {
        boolean stricter = Catalogue.STEPS.domain(context) instanceof IntegerRange steps && most < steps.max();
        if (stricter) {
            var rule = rules.addObject();
            rule.set("if", condition);
            var limits = rule.putObject("then").putObject("properties");
            Catalogue.STEPS.names().forEach(name -> limits.putObject(name).put("maximum", most));
        }
    }
}
