package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.event.EventConfig;
import dev.easel.job.JobConfig;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.pipeline.family.ModelSettings;
import dev.easel.request.ImagesConfig;
import dev.easel.request.PresetsConfig;
import dev.easel.request.form.InterfaceConfig;
import dev.easel.request.parameter.ParametersConfig;
import dev.easel.setting.FolderSources;
import dev.easel.setting.Limits;
import dev.easel.setting.StrictBoolean;
import dev.easel.store.StoreConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/** Adds to the reading of the configuration: the files of a folder, defaults of all models, and each group's limits. */
public final class SettingsValidator implements ConfigValidator, SmallRyeConfigBuilderCustomizer {
    private static final int CONVERTER_PRIORITY = 200;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withSources(new FolderSources())
                .withInterceptors(new RuntimeDefaults())
                .withConverter(Boolean.class, CONVERTER_PRIORITY, new StrictBoolean())
                .withValidator(this);
    }

    @Override
    public void validateMapping(Class<?> mapping, String prefix, Object settings) {
        var limits = Limits.of(prefix);
        switch (settings) {
            case ModelConfig model -> ModelSettings.check(model, limits);
            case ModelsConfig models -> ModelsConfig.check(models, limits);
            case EngineConfig engine -> EngineConfig.check(engine, limits);
            case RuntimeConfig runtime -> RuntimeConfig.check(runtime, limits);
            case ParametersConfig parameters -> ParametersConfig.check(parameters, limits);
            case PresetsConfig presets -> PresetsConfig.check(presets, limits);
            case InterfaceConfig texts -> InterfaceConfig.check(texts, limits);
            case ImagesConfig images -> ImagesConfig.check(images, limits);
            case JobConfig jobs -> JobConfig.check(jobs, limits);
            case StartConfig start -> StartConfig.check(start, limits);
            case EventConfig events -> EventConfig.check(events, limits);
            case StoreConfig store -> StoreConfig.check(store, limits);
            default -> {
                // Quarkus' groups, and those whose types are limits enough
            }
        }
        var problems = limits.problems();
        if (!problems.isEmpty()) {
            throw new ConfigValidationException(problems.toArray(ConfigValidationException.Problem[]::new));
        }
    }
}
