package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.hub.HubSettings;
import dev.easel.hub.LocalModel;
import dev.easel.hub.Revision;
import dev.easel.model.ModelFolder;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.family.ModelSettings;
import dev.easel.request.Parameters;
import dev.easel.request.ParametersConfig;

/**
 * A model as it is configured, with the limits that hold for it.
 *
 * @param name what callers call it
 * @param key the key of its settings
 * @param settings how it is opened
 * @param batch what one of its passes may hold
 * @param queue how much is accepted for it
 * @param allowed what callers may ask of it
 */
public record ConfiguredModel(
        String name,
        String key,
        ModelSettings settings,
        EngineConfig.Batch batch,
        EngineConfig.Queue queue,
        Allowed allowed) {

    /**
     * What callers may ask for.
     *
     * @param parent the key of the group that {@code parameters} is in: the model's own, or {@code easel}
     * @param config the limits and defaults
     */
    record Allowed(String parent, ParametersConfig config) {}

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

    /**
     * What may be asked of the model.
     *
     * @throws IllegalArgumentException naming the key whose default lies outside its own limits
     */
    public Parameters parameters(ModelDescription description) {
        try {
            return Parameters.of(allowed.config(), description);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(allowed.parent() + "." + e.getMessage(), e);
        }
    }
}
