package dev.easel.event;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** {@code easel.events}: how events are answered. */
@ConfigMapping(prefix = "easel.events", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EventConfig {

    /** The {@code source} of the events that answer. */
    @WithDefault("/easel")
    URI source();

    /** An image whose file is larger, at most 32M, is not within the event; the event says where it is. */
    @WithDefault("512K")
    MemorySize maxInlineBytes();

    /** Holds the settings to their limits. */
    static void check(EventConfig events, Limits limits) {
        // in base64 within what the image store reads back
        limits.require("max_inline_bytes", events.maxInlineBytes().asLongValue() <= 32 << 20, "must be at most 32M");
    }
}
