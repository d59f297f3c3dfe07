package dev.easel.request;

import dev.easel.pipeline.ModelDescription;
import dev.easel.request.parameter.FeaturesConfig;
import dev.easel.request.parameter.ParameterContext;
import dev.easel.request.parameter.ParameterSettings;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the configuration says about requests to one model.
 *
 * @param key the key of the group that {@code settings} is in: the model's own, or {@code easel}
 * @param settings the limits and defaults that hold for the model
 * @param common what holds for all models; of it a model has at least the words
 * @param features which parts of the service there are
 * @param presets the styles
 * @param models the names of all models
 */
public record RequestRules(
        String key,
        ParameterSettings settings,
        ParameterSettings common,
        FeaturesConfig features,
        PresetsConfig presets,
        List<String> models) {

    /**
     * The reader of requests to the model.
     *
     * @throws IllegalArgumentException naming the key that the model cannot have
     */
    public RequestReader reader(ModelDescription model) {
        var styles = presets.byName().entrySet().stream()
                .map(preset -> Style.of(preset.getKey(), preset.getValue()))
                .peek(this::checkModels)
                .filter(style -> style.isFor(model.name()))
                .collect(Collectors.toUnmodifiableMap(Style::name, Function.identity()));
        var context = new ParameterContext(
                model,
                settings,
                common,
                features,
                models,
                styles.keySet().stream().sorted().toList());
        return checked(new RequestReader(context, styles));
    }

    private RequestReader checked(RequestReader reader) {
        try {
            reader.checkParameters();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + "." + e.getMessage(), e);
        }
        reader.styles().values().forEach(style -> style.check(reader));
        return reader;
    }

    private void checkModels(Style style) {
        style.config()
                .models()
                .ifPresent(names -> names.stream()
                        .filter(name -> !models.contains(name))
                        .findFirst()
                        .ifPresent(name -> {
                            throw new IllegalArgumentException("easel.presets." + style.name() + ".models names " + name
                                    + ", but the models are " + models);
                        }));
    }
}
