package dev.easel.request.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.pipeline.Ability;
import dev.easel.request.RequestReader;
import dev.easel.request.RequestReaders;
import dev.easel.request.Style;
import dev.easel.request.parameter.Feature;
import dev.easel.request.parameter.FeaturesConfig;
import dev.easel.request.parameter.Language;
import dev.easel.request.parameter.ParameterContext;
import dev.easel.request.parameter.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a client needs to draw itself.
 *
 * @param config what clients show of the service
 * @param features which parts of it there are
 * @param requests the models and what may be asked of each
 */
public record InterfaceDescription(InterfaceConfig config, FeaturesConfig features, RequestReaders requests) {
    /** Where a style's sample is, with the style's name after it. */
    public static final String SAMPLES = "/v1/interface/styles/";

    private static final Texts TITLE = Texts.of("Easel", "Easel");
    private static final Texts DESCRIPTION = Texts.of("Images from prompts", "用提示词生成图像");
    private static final Map<String, Named> SHAPES = shapes();

    private record Named(String ratio, Texts title) {}

    /** The language that suits a caller best. */
    public Language language(Optional<String> wanted) {
        return Language.choose(config.languages(), wanted);
    }

    /** The service's name for people. */
    public String title(Language language) {
        return TITLE.with(config.title()).in(language).orElse("");
    }

    /** What the service is for. */
    public String description(Language language) {
        return DESCRIPTION.with(config.description()).in(language).orElse("");
    }

    /** As JSON. */
    public ObjectNode json(Language language) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("title", title(language))
                .put("description", description(language))
                .put("language", language.tag());
        addAll(json, "languages", config.languages());
        json.putObject("theme")
                .put("mode", config.theme().name().toLowerCase(Locale.ROOT))
                .put("accent", config.accent());
        var switches = json.putObject("features");
        Arrays.stream(Feature.values()).forEach(feature -> switches.put(feature.key(), feature.isOn(features)));
        var models = json.putArray("models");
        requests.all().forEach(reader -> models.add(model(reader, language)));
        var styles = json.putArray("styles");
        styles().values().forEach(style -> styles.add(style(style, language)));
        addAll(json, "examples", config.examples().orElse(List.of()));
        return json;
    }

    /** The styles that some model may have, by name. */
    public Map<String, Style> styles() {
        var all = new TreeMap<String, Style>();
        if (Feature.STYLES.isOn(features)) {
            requests.all().forEach(reader -> all.putAll(reader.styles()));
        }
        return all;
    }

    private ObjectNode model(RequestReader reader, Language language) {
        var context = reader.context();
        var model =
                JsonNodeFactory.instance.objectNode().put("id", reader.model().name());
        addAll(model, "abilities", abilities(context));
        addAll(model, "reads", context.promptLanguages());
        var sizes = model.putArray("shapes");
        shapesFor(config).forEach((id, shape) -> {
            var size = AspectRatio.of(shape.ratio()).size(context);
            sizes.addObject()
                    .put("id", id)
                    .put("title", shape.title().in(language).orElse(id))
                    .put("width", size.width())
                    .put("height", size.height());
        });
        addAll(model, "styles", Feature.STYLES.isOn(features) ? context.styles() : List.of());
        return model.set("request", RequestForm.of(context, language));
    }

    /** The abilities of a model that nobody has switched off, sorted. */
    public static List<String> abilities(ParameterContext context) {
        return context.model().abilities().stream()
                .filter(context::can)
                .map(Ability::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private static JsonNode style(Style style, Language language) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", style.name())
                .put("title", Texts.of(style.config().title()).in(language).orElse(style.name()));
        Texts.of(style.config().description()).in(language).ifPresent(text -> json.put("description", text));
        style.config().image().ifPresent(_ -> json.put("image", SAMPLES + style.name()));
        return json;
    }

    private static Map<String, Named> shapesFor(InterfaceConfig config) {
        if (config.shapes().isEmpty()) {
            return SHAPES;
        }
        var shapes = new TreeMap<String, Named>();
        config.shapes()
                .forEach((id, shape) -> shapes.put(
                        id,
                        new Named(
                                shape.bare().or(shape::ratio).orElseThrow(),
                                Optional.ofNullable(SHAPES.get(id))
                                        .map(Named::title)
                                        .orElse(Texts.NONE)
                                        .with(shape.title()))));
        return shapes;
    }

    private static Map<String, Named> shapes() {
        var shapes = new LinkedHashMap<String, Named>();
        shapes.put("square", new Named("1:1", Texts.of("Square", "方形")));
        shapes.put("wide", new Named("16:9", Texts.of("Wide", "横向")));
        shapes.put("tall", new Named("9:16", Texts.of("Tall", "纵向")));
        return shapes;
    }

    private static void addAll(ObjectNode json, String name, List<String> texts) {
        var array = json.putArray(name);
        texts.forEach(array::add);
    }
}
