package dev.easel.request.parameter;

import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code easel.parameters}: what callers may ask for, what they get when they say nothing, and how people read it. */
@ConfigMapping(prefix = "easel.parameters", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ParametersConfig extends ParameterSettings {

    /** The settings of {@code guidance_scale}, whichever of its names a file has. */
    static Decimal guidance(ParameterSettings settings) {
        return isGiven(settings.cfgScale()) ? settings.cfgScale() : settings.guidanceScale();
    }

    /** Validates the settings. */
    static void check(ParameterSettings settings, Limits limits) {
        limits.in("prompt").between("max_length", settings.prompt().maxLength(), 1, 100_000);
        limits.in("loras").between("max", settings.loras().max(), 0, 64);
        var weight = settings.loras().weight();
        limits.in("loras").in("weight").atMost("min", weight.min(), weight.max());
        limits.require(
                "cfg_scale",
                !isGiven(settings.cfgScale()) || !isGiven(settings.guidanceScale()),
                "is another name for guidance_scale; give one of them");
        limits.in("prompt")
                .require(
                        "language",
                        settings.prompt().language().isEmpty()
                                || settings.prompt().languages().isEmpty(),
                        "is another name for languages; give one of them");
        settings.prompt().languages().ifPresent(tags -> checkTags("languages", tags, limits.in("prompt")));
        settings.prompt().language().ifPresent(tags -> checkTags("language", tags, limits.in("prompt")));
        Catalogue.ALL.forEach(
                parameter -> check(parameter.declaration(), settings, limits.in(key(parameter.name(), settings))));
    }

    private static String key(String name, ParameterSettings settings) {
        return name.equals(Catalogue.GUIDANCE_SCALE.name()) && isGiven(settings.cfgScale()) ? "cfg_scale" : name;
    }

    /** Requires BCP 47 tags. */
    static void checkTags(String key, List<String> tags, Limits limits) {
        tags.forEach(tag -> limits.require(
                key,
                !Locale.forLanguageTag(tag).toLanguageTag().equals("und"),
                "must be language tags such as en or zh-Hans, not " + tag));
    }

    private static void check(Declaration declaration, ParameterSettings settings, Limits limits) {
        switch (declaration.words(settings)) {
            case Whole whole -> {
                checkRange(
                        declaration,
                        inDoubles(whole.initial()),
                        inDoubles(whole.min()),
                        inDoubles(whole.max()),
                        limits);
                checkChoices(whole.choices(), limits);
            }
            case Decimal decimal -> {
                checkRange(
                        declaration,
                        decimal.initial().map(NumberRange::exact),
                        decimal.min().map(NumberRange::exact),
                        decimal.max().map(NumberRange::exact),
                        limits);
                checkChoices(decimal.choices(), limits);
            }
            case Named named -> checkChoices(named.choices(), limits);
            default -> {
                // texts, words and LoRAs have no range of numbers
            }
        }
    }

    /** Validates the value of a style, by the limits that hold without a model. */
    static void checkValue(
            Parameter<?> parameter, String key, String value, ParameterSettings settings, Limits limits) {
        var usual = parameter.declaration().usual();
        switch (parameter.declaration().words(settings)) {
            case Whole whole ->
                checkValue(
                        key,
                        value,
                        inDoubles(whole.min()).orElse(usual.least()),
                        inDoubles(whole.max()).orElse(usual.most()),
                        limits);
            case Decimal decimal ->
                checkValue(
                        key,
                        value,
                        decimal.min().map(NumberRange::exact).orElse(usual.least()),
                        decimal.max().map(NumberRange::exact).orElse(usual.most()),
                        limits);
            default -> {
                // names are checked with the model that has them
            }
        }
    }

    private static void checkValue(String key, String value, double least, double most, Limits limits) {
        try {
            limits.between(key, Double.parseDouble(value), least, most);
        } catch (NumberFormatException _) {
            limits.require(key, false, "must be a number, not " + value);
        }
    }

    /** What depends on the model is checked with it. */
    private static void checkRange(
            Declaration declaration,
            Optional<Double> initial,
            Optional<Double> min,
            Optional<Double> max,
            Limits limits) {
        var bounds = declaration.bounds();
        min.ifPresent(value -> limits.between("min", value, bounds.least(), bounds.most()));
        max.ifPresent(value -> limits.between("max", value, bounds.least(), bounds.most()));
        double least = min.orElse(declaration.usual().least());
        double most = max.orElse(declaration.usual().most());
        if (min.isPresent() || max.isPresent()) {
            limits.atMost("min", least, most);
        }
        initial.ifPresent(value -> limits.between("default", value, least, most));
    }

    private static Optional<Double> inDoubles(OptionalInt number) {
        return number.isPresent() ? Optional.of((double) number.getAsInt()) : Optional.empty();
    }

    private static void checkChoices(Map<String, Choice> choices, Limits limits) {
        choices.forEach((name, choice) -> limits.in("choices")
                .require(
                        name,
                        choice.value().isPresent() != choice.bare().isPresent(),
                        "must have one value, such as {value: 8, title: Good}"));
    }

    private static boolean isGiven(Decimal config) {
        return config.initial().isPresent()
                || config.min().isPresent()
                || config.max().isPresent()
                || config.show().isPresent()
                || !config.choices().isEmpty()
                || isGiven(config.title())
                || isGiven(config.description());
    }

    private static boolean isGiven(TextConfig text) {
        return text.all().isPresent() || !text.byLanguage().isEmpty();
    }
}
