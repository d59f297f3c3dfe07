package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.model.ModelFolder;
import dev.easel.pipeline.ModelSettings;
import dev.easel.pipeline.Pipelines;
import dev.easel.request.RequestRules;
import java.util.Optional;

/**
 * A model as it is configured, with the limits that hold for it.
 *
 * @param name what callers call it
 * @param key the key of its settings
 * @param settings how it is opened
 * @param batch what one of its passes may hold
 * @param queue how much is accepted for it
 * @param requests what callers may ask of it
 */
public record ConfiguredModel(
        String name,
        String key,
        ModelSettings settings,
        EngineConfig.Batch batch,
        EngineConfig.Queue queue,
        RequestRules requests) {

    /**
     * What there is to open.
     *
     * @throws dev.easel.hub.HubException if it is not there
     */
    public ModelFolder folder() {
        return Pipelines.locate(settings, Optional.of(name));
    }
}
