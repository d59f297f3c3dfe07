package dev.easel.app;

import dev.easel.engine.GenerationEngine;
import dev.easel.generation.ModelEntry;
import dev.easel.generation.ServedModels;
import dev.easel.model.ModelDigest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/** Offers the configured models to callers. */
@Singleton
final class ServedModelsProducer {

    @Produces
    @Singleton
    ServedModels served(GenerationEngine engine, ConfiguredModels models) {
        return new ServedModels(
                engine, models.all().stream().map(ServedModelsProducer::entry).toList());
    }

    private static ModelEntry entry(ConfiguredModel model) {
        return new ModelEntry(
                model.name(),
                model.queue(),
                model.requests()::reader,
                () -> ModelDigest.of(model.folder().root()),
                () -> newest(model.folder().root()));
    }

    private static Instant newest(Path root) {
        try (var files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
