package dev.easel.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** {@code easel.engine}: how much work is accepted, and how long it may take to end. */
@ConfigMapping(prefix = "easel.engine", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EngineConfig {

    /** How many pictures may wait; beyond that callers are asked to come back. */
    @Min(1) @WithDefault("64")
    int queueCapacity();

    /** How much longer accepted pictures may take when the service stops and no request waits any more. */
    @WithDefault("5s")
    Duration drainTimeout();
}
