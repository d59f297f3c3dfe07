package dev.easel.event;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** {@code easel.events}: the answers to events. */
@ConfigMapping(prefix = "easel.events", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EventConfig {

    /** The {@code source} of the events that answer. */
    @WithDefault("/easel")
    URI source();

    /** The most bytes of image files within an event, at most 32M; larger ones go to the image store. */
    @WithDefault("512K")
    MemorySize maxInlineBytes();

    /** Validates the settings. */
    static void check(EventConfig events, Limits limits) {
        // in base64 the image store must be able to read it back
        limits.require("max_inline_bytes", events.maxInlineBytes().asLongValue() <= 32 << 20, "must be at most 32M");
    }
}
