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

    /** How long accepted pictures may take to finish when the service stops. */
    @WithDefault("20s")
    Duration drainTimeout();
}
