package dev.easel.engine;

import dev.easel.fixtures.Properties;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EngineConfigTest {

    @Test
    void defaults() {
        var config = Properties.validated(EngineConfig.class, Map.of());
        assertThat(config.queueCapacity()).isEqualTo(64);
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void explicitProperties() {
        var properties = Map.of("easel.engine.queue_capacity", "8", "easel.engine.drain_timeout", "2m");
        assertThat(properties).containsOnlyKeys(Properties.of(EngineConfig.class));

        var config = Properties.validated(EngineConfig.class, properties);
        assertThat(config.queueCapacity()).isEqualTo(8);
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "easel.engine.queue_capacity, 0, must be greater than or equal to 1",
        "easel.engine.drain_timeout, soon, soon"
    })
    void invalidValuesAreRefusedByName(String key, String value, String reason) {
        assertThatThrownBy(() -> Properties.validated(EngineConfig.class, Map.of(key, value)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(reason);
    }
}
