package dev.easel.request;

import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Parameter;
import dev.easel.request.parameter.TextConfig;
import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code easel.presets}: styles by name, which callers choose with {@code style_preset}. */
@ConfigMapping(prefix = "easel.presets", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface PresetsConfig {

    /** The styles by name. */
    @WithParentName
    Map<String, Preset> byName();

    /** A style. */
    interface Preset {
        /** The prompt in this style; {@code {prompt}} stands for the caller's. */
        String prompt();

        /** What to steer away from, unless the caller says so. */
        Optional<String> negativePrompt();

        /** Parameters by name, for callers who do not send them. */
        Map<String, String> parameters();

        /** LoRAs and their weights, for callers who choose none. */
        Map<String, Float> loras();

        /** The models that it is for; all when absent. */
        Optional<List<String>> models();

        /** Its name for people; the style's own name when absent. */
        TextConfig title();

        /** What it looks like, in words. */
        TextConfig description();

        /** A sample, of at most 64 KB. */
        Optional<Path> image();
    }

    /** Validates the settings, as far as no model is needed for it. */
    static void check(PresetsConfig presets, Limits limits) {
        presets.byName().forEach((name, preset) -> check(preset, limits.in(name)));
    }

    private static void check(Preset preset, Limits limits) {
        limits.require("prompt", preset.prompt().contains("{prompt}"), "must contain {prompt}");
        var styled = Catalogue.ALL.stream()
                .filter(Parameter::isStyled)
                .flatMap(Parameter::names)
                .toList();
        preset.parameters()
                .keySet()
                .forEach(name -> limits.in("parameters")
                        .require(name, styled.contains(name), "is none of the parameters of a style: " + styled));
        preset.image()
                .ifPresent(file -> limits.require(
                        "image", isSample(file), "must be a file of at most 64 KB, and " + file + " is none"));
    }

    private static boolean isSample(Path file) {
        return Files.isRegularFile(file) && file.toFile().length() <= 1 << 16;
    }
}
