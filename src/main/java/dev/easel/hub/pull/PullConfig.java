package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Easel's own settings for a pull, from the same sources as the service's: the environment ({@code EASEL_MODEL_CACHE_DIR}),
 * system properties, and {@code config/application.yaml}. They take precedence over those of the Hub's tools.
 *
 * @param cacheDir {@code easel.model.cache_dir}: the cache's folder
 * @param endpoint {@code easel.hub.endpoint}: where the Hub or a mirror is
 * @param connections {@code easel.hub.connections}: requests at a time
 */
record PullConfig(Optional<Path> cacheDir, Optional<String> endpoint, int connections) {
    private static final int CONNECTIONS = 4;
    /** Between the environment (300) and a jar's own settings (100), as in the service. */
    private static final int FILE_ORDINAL = 265;

    /**
     * The settings of this process.
     *
     * @throws HubException if one cannot be read
     */
    static PullConfig ofProcess() {
        return of(Path.of(System.getProperty("easel.folder", "."), "config", "application.yaml"));
    }

    static PullConfig of(Path file) {
        try {
            var builder = new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
            if (Files.isRegularFile(file)) {
                builder.withSources(new YamlConfigSource(file.toUri().toURL(), FILE_ORDINAL));
            }
            return read(builder.build());
        } catch (IOException | IllegalArgumentException | NoSuchElementException e) {
            throw new HubException("the settings cannot be read: " + e.getMessage(), e);
        }
    }

    private static PullConfig read(SmallRyeConfig config) {
        return new PullConfig(
                config.getOptionalValue("easel.model.cache_dir", Path.class),
                config.getOptionalValue("easel.hub.endpoint", String.class),
                config.getOptionalValue("easel.hub.connections", Integer.class).orElse(CONNECTIONS));
    }
}
