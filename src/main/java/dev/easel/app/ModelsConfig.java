package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.pipeline.family.ModelSettings;
import dev.easel.request.parameter.ParameterSettings;
import dev.easel.request.parameter.ParametersConfig;
import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** {@code easel.models}: models beside the one of {@code easel.model}, by the names that callers call them. */
@ConfigMapping(prefix = "easel.models", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ModelsConfig {

    /** The models by name. */
    @WithParentName
    Map<String, Further> byName();

    /**
     * A model: the keys of {@code easel.model}, but for its name, and limits of its own. A group of limits that is given
     * takes the place of the whole group that holds for all models.
     */
    interface Further extends ModelSettings {

        /** The model, which has to be named: none is included beside the first. */
        @Override
        String id();

        /** What one of its passes may hold, instead of {@code easel.engine.batch}. */
        Optional<EngineConfig.Batch> batch();

        /** How much is accepted for it, instead of {@code easel.engine.queue}. */
        Optional<EngineConfig.Queue> queue();

        /** What callers may ask of it, instead of {@code easel.parameters}. */
        Optional<ParameterSettings> parameters();
    }

    /** Holds the settings to their limits. */
    static void check(ModelsConfig models, Limits limits) {
        models.byName().forEach((name, model) -> check(model, limits.in(name)));
    }

    private static void check(Further model, Limits limits) {
        ModelSettings.check(model, limits);
        model.batch().ifPresent(batch -> EngineConfig.check(batch, limits.in("batch")));
        model.queue().ifPresent(queue -> EngineConfig.check(queue, limits.in("queue")));
        model.parameters().ifPresent(parameters -> ParametersConfig.check(parameters, limits.in("parameters")));
    }
}
