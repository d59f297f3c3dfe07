package dev.easel.event;

import dev.easel.fixtures.Properties;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventConfigTest {

    @Test
    void defaults() {
        var config = Properties.validated(EventConfig.class, Map.of());
        assertThat(config.source()).isEqualTo(URI.create("/easel"));
        assertThat(config.maxInlineBytes().asLongValue()).isEqualTo(512L << 10);
    }

    @Test
    void explicitProperties() {
        var properties = Map.of("easel.events.source", "/teams/pictures", "easel.events.max_inline_bytes", "64K");
        assertThat(properties).containsOnlyKeys(Properties.of(EventConfig.class));

        var config = Properties.validated(EventConfig.class, properties);
        assertThat(config.source()).isEqualTo(URI.create("/teams/pictures"));
        assertThat(config.maxInlineBytes().asLongValue()).isEqualTo(64L << 10);
    }

    @ParameterizedTest
    @CsvSource({
        "easel.events.source, a b, a b",
        "easel.events.max_inline_bytes, much, much",
        "easel.events.max_inline_bytes, 33M, must be at most 32M"
    })
    void invalidValuesAreRefusedByName(String key, String value, String reason) {
        Properties.assertRefused(EventConfig.class, key, value, reason);
    }
}
