package dev.easel.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ModelDescription;
import dev.easel.request.form.InterfaceConfig;
import dev.easel.request.parameter.FeaturesConfig;
import dev.easel.request.parameter.ParameterSettings;
import dev.easel.request.parameter.ParametersConfig;
import io.smallrye.config.SmallRyeConfig;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests to a model that exists only as a description, under any configuration. */
public final class Requests {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Requests() {}

    /** A model of these abilities with two schedulers and four LoRAs, of which two have no other weight. */
    public static ModelDescription model(Set<Ability> abilities) {
        return new ModelDescription(
                "tiny",
                "FLUX.1-dev",
                "cpu",
                16,
                new ModelDescription.Defaults(128, 4, 3.5f),
                abilities,
                60,
                Map.of("ddim", 50, "euler", 50),
                Set.of("ink", "chalk", "stamp", "seal"),
                Set.of("stamp", "seal"));
    }

    /** A reader of its requests. */
    public static RequestReader reader(ModelDescription model, Map<String, String> properties) {
        var config = config(properties);
        return rules("easel", config, config.getConfigMapping(ParametersConfig.class))
                .reader(model);
    }

    static SmallRyeConfig config(Map<String, String> properties) {
        return Fixtures.config(
                properties, ParametersConfig.class, FeaturesConfig.class, PresetsConfig.class, InterfaceConfig.class);
    }

    static RequestRules rules(String key, SmallRyeConfig config, ParameterSettings own) {
        return new RequestRules(
                key,
                own,
                config.getConfigMapping(ParametersConfig.class),
                config.getConfigMapping(FeaturesConfig.class),
                config.getConfigMapping(PresetsConfig.class),
                List.of("tiny", "other"));
    }

    /** JSON, with single quotes for double ones. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
