package dev.easel.job;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code easel.jobs}: how long the results of jobs are kept for callers who come back for them. */
@ConfigMapping(prefix = "easel.jobs", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface JobConfig {

    /** How long a job's result is there after its end. */
    @WithDefault("10m")
    Duration keep();

    /** How much memory results may take; beyond it the oldest are forgotten before their time. */
    @WithDefault("256M")
    MemorySize maxSize();

    /** After how long without an event a stream gets a comment, so that nobody between closes it for idleness. */
    @WithDefault("15s")
    Duration keepAlive();

    /** Holds the settings to their limits. */
    static void check(JobConfig jobs, Limits limits) {
        limits.positive("keep", jobs.keep()).positive("keep_alive", jobs.keepAlive());
    }
}
