package dev.easel.event;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** {@code easel.events}: how events are answered. */
@ConfigMapping(prefix = "easel.events", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EventConfig {

    /** The {@code source} of the events that answer. */
    @WithDefault("/easel")
    URI source();

    /** A picture whose file is larger, at most 32M, is not within the event; the event says where it is. */
    @WithDefault("512K")
    @WithConverter(InlineSize.class)
    MemorySize maxInlineBytes();
}
