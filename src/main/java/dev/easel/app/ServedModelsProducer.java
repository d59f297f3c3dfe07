package dev.easel.app;

import dev.easel.engine.GenerationEngine;
import dev.easel.generation.ModelEntry;
import dev.easel.generation.ServedModels;
import dev.easel.model.ModelDigest;
import dev.easel.request.PresetsConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Offers the configured models to callers. */
@Singleton
final class ServedModelsProducer {

    @Produces
    @Singleton
    ServedModels served(GenerationEngine engine, ConfiguredModels models, PresetsConfig presets) {
        return new ServedModels(
                engine, models.all().stream().map(ServedModelsProducer::entry).toList(), presets);
    }

    private static ModelEntry entry(ConfiguredModel model) {
        return new ModelEntry(
                model.name(),
                model.queue(),
                model::parameters,
                () -> ModelDigest.of(model.folder().root()));
    }
}
