package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.event.EventConfig;
import dev.easel.job.JobConfig;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.request.ImagesConfig;
import dev.easel.request.PresetsConfig;
import dev.easel.request.form.InterfaceConfig;
import dev.easel.request.parameter.FeaturesConfig;
import dev.easel.request.parameter.ParametersConfig;
import dev.easel.store.StoreConfig;
import java.util.List;

/** The typed mappings of Easel's settings, for {@code ./easel config} and to explain a failed start. */
final class SettingGroups {
    static final List<Class<?>> ALL = List.of(
            EaselConfig.class,
            ModelConfig.class,
            ModelsConfig.class,
            RuntimeConfig.class,
            EngineConfig.class,
            ParametersConfig.class,
            PresetsConfig.class,
            FeaturesConfig.class,
            InterfaceConfig.class,
            ImagesConfig.class,
            JobConfig.class,
            EventConfig.class,
            StoreConfig.class,
            StartConfig.class);

    private SettingGroups() {}
}
