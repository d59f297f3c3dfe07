package dev.easel.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** {@code easel.jobs}: how long the results of jobs are kept for callers who come back for them. */
@ConfigMapping(prefix = "easel.jobs", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface JobConfig {

    /** How long a job's result is there after its end. */
    @DurationMin(millis = 1)
    @WithDefault("10m")
    Duration keep();

    /** How much memory results may take; beyond it the oldest are forgotten before their time. */
    @WithDefault("256M")
    MemorySize maxSize();

    /** After how long without an event a stream gets a comment, so that nobody between closes it for idleness. */
    @DurationMin(millis = 1)
    @WithDefault("15s")
    Duration keepAlive();
}
