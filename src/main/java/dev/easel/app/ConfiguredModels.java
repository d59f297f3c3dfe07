package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.model.ModelFolder;
import dev.easel.request.PresetsConfig;
import dev.easel.request.RequestRules;
import dev.easel.request.parameter.FeaturesConfig;
import dev.easel.request.parameter.ParametersConfig;
import dev.easel.setting.Limits;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The models that the configuration names: the default first, then the others by name. */
@Singleton
public final class ConfiguredModels {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,64}");
    private static final String ALL = "easel";
    private static final String DEFAULT = "easel.model";

    private final List<ConfiguredModel> all = new ArrayList<>();

    /** @throws ConfigValidationException if a name or a style is wrong, naming its key */
    ConfiguredModels(
            ModelConfig first,
            ModelsConfig further,
            EngineConfig engine,
            ParametersConfig parameters,
            FeaturesConfig features,
            PresetsConfig presets) {
        String name = first.name().orElseGet(() -> ModelFolder.nameOf(Path.of(first.id())));
        check(DEFAULT + ".name", name);
        var names = Stream.concat(
                        Stream.of(name), further.byName().keySet().stream().sorted())
                .toList();
        var common = new RequestRules(ALL, parameters, parameters, features, presets, names);
        all.add(new ConfiguredModel(name, DEFAULT, first, engine.batch(), engine.queue(), common));
        new TreeMap<>(further.byName()).forEach((other, settings) -> {
            String key = "easel.models.\"" + other + '"';
            check(key, other);
            all.add(new ConfiguredModel(
                    other,
                    key,
                    settings,
                    settings.batch().orElse(engine.batch()),
                    settings.queue().orElse(engine.queue()),
                    settings.parameters()
                            .map(own -> new RequestRules(key, own, parameters, features, presets, names))
                            .orElse(common)));
        });
        var limits = Limits.of("easel.presets");
        new PresetCheck(all).check(presets, limits);
        if (!limits.problems().isEmpty()) {
            throw new ConfigValidationException(limits.problems().toArray(Problem[]::new));
        }
    }

    /** The models of a configuration that has its mappings. */
    static ConfiguredModels of(SmallRyeConfig config) {
        return new ConfiguredModels(
                config.getConfigMapping(ModelConfig.class),
                config.getConfigMapping(ModelsConfig.class),
                config.getConfigMapping(EngineConfig.class),
                config.getConfigMapping(ParametersConfig.class),
                config.getConfigMapping(FeaturesConfig.class),
                config.getConfigMapping(PresetsConfig.class));
    }

    /** All models, the default first. */
    public List<ConfiguredModel> all() {
        return List.copyOf(all);
    }

    /** The model with this name. */
    public ConfiguredModel named(String name) {
        return all.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no model is called " + name));
    }

    private void check(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused(
                    key,
                    "\"" + name + "\" cannot be a model's name, which has 1 to 64 of a-z, A-Z, 0-9, '.', '_', '-'");
        }
        if (all.stream().anyMatch(model -> model.name().equals(name))) {
            throw refused(key, "easel.model is called " + name + " too; set another easel.model.name");
        }
    }

    private static ConfigValidationException refused(String key, String problem) {
        return new ConfigValidationException(new Problem[] {new Problem(key + " " + problem)});
    }
}
