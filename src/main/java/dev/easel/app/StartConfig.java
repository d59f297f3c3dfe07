package dev.easel.app;

import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code easel.start}: what happens while the service starts. */
@ConfigMapping(prefix = "easel.start", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface StartConfig {
    /** How many files of models are read at a time before they are opened; 0 reads none ahead. */
    @WithDefault("2")
    int readAhead();

    /** Holds the settings to their limits. */
    static void check(StartConfig start, Limits limits) {
        limits.between("read_ahead", start.readAhead(), 0, 64);
    }
}
