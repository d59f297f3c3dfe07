package dev.easel.app;

import dev.easel.engine.GenerationEngine;
import dev.easel.http.Version;
import dev.easel.setting.ConfigDigest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;

/** Which build and configuration run here, for {@code GET /v1/version} and as metrics. */
@Singleton
final class VersionProducer {
    private static final String UNKNOWN = "unknown";

    @Produces
    @Singleton
    Version version() {
        var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        return new Version(
                config.getOptionalValue("quarkus.application.version", String.class)
                        .orElse(UNKNOWN),
                commit(),
                ConfigDigest.of(config),
                Optional.ofNullable(System.getenv("K_REVISION")));
    }

    /** Once the engine serves, as both take some milliseconds of a core that the start needs. */
    void register(
            @Observes StartupEvent event, GenerationEngine engine, Instance<Version> version, MeterRegistry registry) {
        engine.started().thenAccept(_ -> register(version.get(), registry));
    }

    private static void register(Version version, MeterRegistry registry) {
        Gauge.builder("easel.build.info", () -> 1)
                .description("The build that runs")
                .tag("version", version.version())
                .tag("commit", version.commit())
                .strongReference(true)
                .register(registry);
        Gauge.builder("easel.config.info", () -> 1)
                .description("The configuration that runs")
                .tag("digest", "sha256:" + version.configuration())
                .tag("revision", version.revision().orElse(""))
                .strongReference(true)
                .register(registry);
    }

    /** The build writes it, if it is in a Git repository. */
    private static String commit() {
        try (var file = VersionProducer.class.getResourceAsStream("build.properties")) {
            var build = new Properties();
            if (file != null) {
                build.load(file);
            }
            return build.getProperty("git.commit.id.full", UNKNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
