package dev.easel.app;

import dev.easel.setting.Diagnosis;
import dev.easel.setting.Finding;
import dev.easel.setting.FindingsException;
import dev.easel.setting.KnownKeys;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads the configuration as the start does, without opening a model, and says what is wrong with it. The same code checks a
 * folder for {@code ./easel config check} and explains why a start failed.
 */
final class ConfigCheck {
    private static final int BROUGHT_ALONG = 255;
    private static final int ENVIRONMENT = 300;
    private static final int CHECKED = 1000;

    private final Supplier<SmallRyeConfigBuilder> sources;

    private ConfigCheck(Supplier<SmallRyeConfigBuilder> sources) {
        this.sources = sources;
    }

    /** Of a folder, with the settings that Easel brings along and no others; expressions may name the environment. */
    static ConfigCheck ofFolder(Path folder, Map<String, String> environment) {
        var variables = environment.entrySet().stream()
                .filter(variable -> !variable.getKey().matches("(?i)_*(easel|quarkus|smallrye|mp)_.*"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new ConfigCheck(() -> {
            var builder = new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .addDefaultInterceptors()
                    .withProfile("prod")
                    .withMappingIgnore("quarkus.**")
                    .withSources(
                            broughtAlong(),
                            new EnvConfigSource(variables, ENVIRONMENT),
                            new PropertiesConfigSource(Map.of("easel.config", folder.toString()), "folder", CHECKED));
            new SettingsValidator().configBuilder(builder);
            return builder;
        });
    }

    /** Of everything that the start of this process reads. */
    static ConfigCheck ofStart() {
        return new ConfigCheck(ConfigUtils::configBuilder);
    }

    private static YamlConfigSource broughtAlong() {
        try {
            return new YamlConfigSource(
                    Objects.requireNonNull(ConfigCheck.class.getResource("/application.yaml")), BROUGHT_ALONG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, in the order of files and lines; empty if a start could read it. */
    List<Finding> findings() {
        try {
            var builder = sources.get();
            SettingGroups.ALL.forEach(builder::withMapping);
            ConfiguredModels.of(builder.build());
            return List.of();
        } catch (FindingsException e) {
            return e.findings().stream().sorted().toList();
        } catch (ConfigValidationException e) {
            return new Diagnosis(sources.get().build(), new KnownKeys(SettingGroups.ALL)).of(e);
        }
    }
}
