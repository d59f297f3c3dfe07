package dev.easel.request.parameter;

import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ModelDescription;
import java.util.List;

/**
 * What decides which values a parameter may have: the model, and the configuration that holds for it.
 *
 * @param model the model that draws
 * @param settings the limits and defaults that hold for it
 * @param common the words that hold for all models
 * @param features which parts of the service there are
 * @param models the names of all models
 * @param styles the names of the style presets that this model may have
 */
public record ParameterContext(
        ModelDescription model,
        ParameterSettings settings,
        ParameterSettings common,
        FeaturesConfig features,
        List<String> models,
        List<String> styles) {

    /** Whether callers may have the model do something: it can, and nobody has switched it off. */
    public boolean can(Ability ability) {
        return model.can(ability) && !isOff(ability);
    }

    /** Whether an ability is switched off, for every model. */
    public boolean isOff(Ability ability) {
        return Feature.of(ability).map(this::isOff).orElse(false);
    }

    boolean isOff(Feature feature) {
        return !feature.isOn(features);
    }

    /** The languages of prompts that the model reads, if the configuration says. */
    public List<String> promptLanguages() {
        var prompt = settings.prompt();
        return prompt.languages().or(prompt::language).orElse(List.of());
    }
}
