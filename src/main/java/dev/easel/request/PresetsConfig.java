package dev.easel.request;

import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
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
    }

    /** Holds the settings to their limits. */
    static void check(PresetsConfig presets, Limits limits) {
        presets.byName()
                .forEach((name, preset) -> limits.in(name)
                        .require("prompt", preset.prompt().contains("{prompt}"), "must contain {prompt}"));
    }
}
