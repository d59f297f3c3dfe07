package dev.easel.request;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.pipeline.Ability;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Parameter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A style preset, whose settings are written as a caller would write them in a form.
 *
 * @param name what callers call it
 * @param config its settings
 * @param fields what it sets, by the parameter's name
 */
public record Style(String name, PresetsConfig.Preset config, RequestFields fields) {
    static final RequestFields NONE = new RequestFields.Form(Map.of(), Map.of());
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PLACEHOLDER = "{prompt}";
    /** A file that nobody opens: with it a style may set how far a result goes from an image. */
    private static final Map<String, SentImage.Upload> ANY_IMAGE =
            Map.of(Catalogue.IMAGE.name(), new SentImage.Upload(Path.of(""), 0, Optional.empty()));

    static Style of(String name, PresetsConfig.Preset config) {
        var texts = new HashMap<String, String>();
        config.parameters().forEach((field, value) -> texts.put(canonical(field), value));
        config.negativePrompt().ifPresent(text -> texts.put(Catalogue.NEGATIVE_PROMPT.name(), text));
        if (!config.loras().isEmpty()) {
            texts.put(Catalogue.LORAS.name(), MAPPER.valueToTree(config.loras()).toString());
        }
        return new Style(name, config, new RequestFields.Form(texts, Map.of()));
    }

    /** Whether a model may have it. */
    boolean isFor(String model) {
        return config.models().map(models -> models.contains(model)).orElse(true);
    }

    /** A caller's prompt in this style; {@code {prompt}} in it is the caller's own words, and stays. */
    String of(String prompt) {
        return config.prompt().replace(PLACEHOLDER, prompt);
    }

    /**
     * Refuses a style that the model could not draw.
     *
     * @throws IllegalArgumentException naming the key
     */
    void check(RequestReader reader) {
        try {
            reader.read(request(reader), Set.of());
        } catch (RejectedException e) {
            throw new IllegalArgumentException(
                    message(e.rejection(), reader.model().name()), e);
        }
    }

    /** What a caller would send who sets all that the style sets. */
    private RequestFields request(RequestReader reader) {
        var texts = new HashMap<>(((RequestFields.Form) fields).texts());
        texts.put(Catalogue.PROMPT.name(), "a");
        if (!reader.model().can(Ability.NEGATIVE_PROMPT)) {
            // of no effect, and no mistake: most styles are for models of several kinds
            texts.remove(Catalogue.NEGATIVE_PROMPT.name());
        }
        boolean hasStrength = texts.containsKey(Catalogue.STRENGTH.name());
        return new RequestFields.Form(texts, hasStrength ? ANY_IMAGE : Map.of());
    }

    private String message(Rejection rejection, String model) {
        return rejection instanceof Rejection.Invalid(var violations)
                ? violations.stream()
                        .map(violation -> key(violation.field()) + " " + violation.message() + " (model " + model + ")")
                        .collect(Collectors.joining("; "))
                : rejection.toString();
    }

    private String key(String field) {
        String group = config.parameters().isEmpty() || !isParameter(field) ? "." : ".parameters.";
        return "easel.presets." + name + group + field;
    }

    private boolean isParameter(String field) {
        return config.parameters().keySet().stream()
                .anyMatch(name -> canonical(name).equals(field));
    }

    private static String canonical(String field) {
        return Catalogue.ALL.stream()
                .filter(parameter -> parameter.aliases().contains(field))
                .map(Parameter::name)
                .findFirst()
                .orElse(field);
    }
}
