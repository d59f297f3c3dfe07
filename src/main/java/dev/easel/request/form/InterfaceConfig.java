package dev.easel.request.form;

import dev.easel.request.parameter.ParametersConfig;
import dev.easel.request.parameter.TextConfig;
import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code easel.interface}: what clients show of the service. */
@ConfigMapping(prefix = "easel.interface", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface InterfaceConfig {

    /** The service's name for people. */
    TextConfig title();

    /** What it is for. */
    TextConfig description();

    /** Light or dark, or as the reader's system is. */
    @WithDefault("auto")
    Theme theme();

    /** The colour of buttons and links, such as {@code #0b5d54}. */
    @WithDefault("#0b5d54")
    String accent();

    /** The languages that texts are in; the first is for readers of none of them. */
    @WithDefault("en,zh-Hans")
    List<String> languages();

    /** Proportions by name, such as {@code square: "1:1"} or {@code square: {ratio: "1:1", title: Square}}. */
    Map<String, Shape> shapes();

    /** Prompts to try. */
    Optional<List<String>> examples();

    /** What a theme may be. */
    enum Theme {
        AUTO,
        LIGHT,
        DARK
    }

    /** The proportions of an image. */
    interface Shape {
        /** Width and height, if nothing else is said. */
        @WithParentName
        Optional<String> bare();

        /** Width and height, such as {@code 16:9}. */
        Optional<String> ratio();

        /** Its name for people; its key when absent. */
        TextConfig title();
    }

    /** Validates the settings. */
    static void check(InterfaceConfig config, Limits limits) {
        limits.require("languages", !config.languages().isEmpty(), "must have at least one language tag");
        ParametersConfig.checkTags("languages", config.languages(), limits);
        config.shapes()
                .forEach((name, shape) -> limits.in("shapes")
                        .require(
                                name,
                                shape.bare().isPresent() != shape.ratio().isPresent()
                                        && AspectRatio.isWellFormed(
                                                shape.bare().or(shape::ratio).orElse("")),
                                "must be width:height, such as \"16:9\""));
        if (Contrast.isColor(config.accent())) {
            checkContrast(config, limits);
        } else {
            limits.require("accent", false, "must be a colour such as \"#0b5d54\", not " + config.accent());
        }
    }

    private static void checkContrast(InterfaceConfig config, Limits limits) {
        String background = config.theme() == Theme.DARK ? Contrast.DARK : Contrast.WHITE;
        double contrast = Contrast.between(config.accent(), background);
        limits.require(
                "accent",
                contrast >= Contrast.LEAST,
                String.format(
                        Locale.ROOT,
                        "has a contrast of %.1f:1 with the background %s, and text needs 4.5:1; choose a %s colour",
                        contrast,
                        background,
                        config.theme() == Theme.DARK ? "lighter" : "darker"));
    }
}
