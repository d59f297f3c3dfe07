package dev.easel.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.Pattern;
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
        @Pattern(regexp = "(?s).*\\{prompt\\}.*", message = "must contain {prompt}")
        String prompt();

        /** What to steer away from, unless the caller says so. */
        Optional<String> negativePrompt();
    }
}
