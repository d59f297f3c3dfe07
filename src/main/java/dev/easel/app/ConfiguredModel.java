package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.hub.HubSettings;
import dev.easel.hub.LocalModel;
import dev.easel.hub.Revision;
import dev.easel.model.ModelFolder;
import dev.easel.pipeline.family.ModelSettings;
import dev.easel.request.RequestRules;

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
        var cache = settings.cacheDir().orElseGet(() -> HubSettings.ofProcess().cacheDir());
        var model = LocalModel.locate(settings.id(), new Revision(settings.revision()), cache);
        return new ModelFolder(name, model.folder(), settings.dtype());
    }
}
