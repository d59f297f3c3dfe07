package dev.easel.app;

import dev.easel.request.PresetsConfig;
import dev.easel.request.PresetsConfig.Preset;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.ParametersConfig;
import dev.easel.setting.Limits;
import java.util.List;

/** Compares styles with the models that they are for, as far as the configuration says what those have. */
final class PresetCheck {
    private final List<ConfiguredModel> models;

    PresetCheck(List<ConfiguredModel> models) {
        this.models = models;
    }

    void check(PresetsConfig presets, Limits limits) {
        presets.byName().forEach((name, preset) -> check(preset, limits.in(name)));
    }

    private void check(Preset preset, Limits limits) {
        var names = models.stream().map(ConfiguredModel::name).toList();
        preset.models()
                .ifPresent(wanted -> wanted.forEach(name -> limits.require(
                        "models", names.contains(name), "names " + name + ", but the models are " + names)));
        models.stream()
                .filter(model -> preset.models()
                        .map(wanted -> wanted.contains(model.name()))
                        .orElse(true))
                .forEach(model -> check(preset, model, limits));
    }

    private static void check(Preset preset, ConfiguredModel model, Limits limits) {
        var allowed = model.requests().settings();
        var loras = limits.in("loras");
        preset.loras().forEach((name, weight) -> {
            var known = model.settings().loras().keySet();
            loras.require(
                    name,
                    known.contains(name),
                    "is no LoRA of the model " + model.name() + ", which has "
                            + known.stream().sorted().toList());
            loras.between(
                    name,
                    weight,
                    allowed.loras().weight().min(),
                    allowed.loras().weight().max());
        });
        limits.atMost("loras", preset.loras().size(), allowed.loras().max());
        preset.parameters()
                .forEach((name, value) -> Catalogue.ALL.stream()
                        .filter(parameter -> parameter.names().anyMatch(name::equals))
                        .forEach(parameter ->
                                ParametersConfig.checkValue(parameter, name, value, allowed, limits.in("parameters"))));
    }
}
