package dev.easel.job;

import dev.easel.fixtures.Properties;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class JobConfigTest {

    @Test
    void defaults() {
        var config = Properties.defaults(JobConfig.class);
        assertThat(config.keep()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.maxSize()).isEqualTo(megabytes(256));
        assertThat(config.keepAlive()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void explicitProperties() {
        var config = Properties.complete(
                JobConfig.class,
                Map.of(
                        "easel.jobs.keep", "1h",
                        "easel.jobs.max_size", "8M",
                        "easel.jobs.keep_alive", "30s"));
        assertThat(config.keep()).isEqualTo(Duration.ofHours(1));
        assertThat(config.maxSize()).isEqualTo(megabytes(8));
        assertThat(config.keepAlive()).isEqualTo(Duration.ofSeconds(30));
    }

    @TestFactory
    Stream<DynamicTest> invalidValuesAreRefusedByName() {
        return Properties.refusals(JobConfig.class, """
                easel.jobs.keep, forever, forever
                easel.jobs.max_size, much, much
                easel.jobs.keep_alive, often, often
                easel.jobs.keep, -1s, must be longer than or equal to
                easel.jobs.keep_alive, 0s, must be longer than or equal to
                """);
    }

    private static MemorySize megabytes(int number) {
        return new MemorySize(BigInteger.valueOf(number * 1024L * 1024));
    }
}
