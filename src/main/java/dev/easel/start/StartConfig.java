package dev.easel.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** {@code easel.start}: what happens while the service starts. */
@ConfigMapping(prefix = "easel.start", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface StartConfig {
    /** How many files of models are read at a time before they are opened; 0 reads none ahead. */
    @Min(0) @Max(64) @WithDefault("2")
    int readAhead();
}
