package dev.easel.engine;

import dev.easel.fixtures.Properties;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class EngineConfigTest {

    @Test
    void defaults() {
        var config = Properties.defaults(EngineConfig.class);
        assertThat(config.batching()).isEqualTo(Batching.STEP);
        assertThat(config.batch().rows()).isEqualTo(8);
        assertThat(config.batch().pixels()).isEqualTo(4 * 1024 * 1024);
        assertThat(config.queue().jobs()).isEqualTo(64);
        assertThat(config.queue().rows()).isEqualTo(96);
        assertThat(config.queue().pixels()).isEqualTo(64 * 1024 * 1024);
        assertThat(config.ageing()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.previewEvery()).isEqualTo(4);
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void explicitProperties() {
        var config = Properties.complete(
                EngineConfig.class,
                Map.of(
                        "easel.engine.batching", "off",
                        "easel.engine.batch.rows", "2",
                        "easel.engine.batch.pixels", "1000",
                        "easel.engine.queue.jobs", "8",
                        "easel.engine.queue.rows", "9",
                        "easel.engine.queue.pixels", "2000",
                        "easel.engine.ageing", "10s",
                        "easel.engine.preview_every", "3",
                        "easel.engine.drain_timeout", "2m"));
        assertThat(config.batching()).isEqualTo(Batching.OFF);
        assertThat(config.batch().rows()).isEqualTo(2);
        assertThat(config.batch().pixels()).isEqualTo(1000);
        assertThat(config.queue().jobs()).isEqualTo(8);
        assertThat(config.queue().rows()).isEqualTo(9);
        assertThat(config.queue().pixels()).isEqualTo(2000);
        assertThat(config.ageing()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.previewEvery()).isEqualTo(3);
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @TestFactory
    Stream<DynamicTest> invalidValuesAreRefusedByName() {
        return Properties.refusals(EngineConfig.class, """
                easel.engine.batching, sometimes, sometimes
                easel.engine.batch.rows, 0, must be greater than or equal to 1
                easel.engine.batch.pixels, 0, must be greater than or equal to 1
                easel.engine.queue.jobs, 1, must be greater than or equal to 2
                easel.engine.queue.rows, 0, must be greater than or equal to 1
                easel.engine.queue.pixels, 0, must be greater than or equal to 1
                easel.engine.preview_every, 0, must be greater than or equal to 1
                easel.engine.ageing, never, never
                easel.engine.ageing, -1s, must be longer than or equal to
                easel.engine.drain_timeout, soon, soon
                easel.engine.drain_timeout, -1s, must be longer than or equal to
                """);
    }
}
