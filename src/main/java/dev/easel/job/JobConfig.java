package dev.easel.job;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code easel.jobs}: how long clients can get the results of jobs. */
@ConfigMapping(prefix = "easel.jobs", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface JobConfig {

    /** How long a result is kept after the end of its job. */
    @WithDefault("10m")
    Duration keep();

    /** The most memory of all results; beyond it the oldest are forgotten early. */
    @WithDefault("256M")
    MemorySize maxSize();

    /** How long a stream may be idle before it gets a comment, so that no proxy closes it. */
    @WithDefault("15s")
    Duration keepAlive();

    /** Validates the settings. */
    static void check(JobConfig jobs, Limits limits) {
        limits.positive("keep", jobs.keep()).positive("keep_alive", jobs.keepAlive());
    }
}
