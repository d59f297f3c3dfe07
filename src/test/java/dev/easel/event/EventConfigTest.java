package dev.easel.event;

import dev.easel.fixtures.Properties;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class EventConfigTest {

    @Test
    void defaults() {
        var config = Properties.defaults(EventConfig.class);
        assertThat(config.source()).isEqualTo(URI.create("/easel"));
        assertThat(config.maxInlineBytes().asLongValue()).isEqualTo(512L << 10);
    }

    @Test
    void explicitProperties() {
        var config = Properties.complete(
                EventConfig.class,
                Map.of("easel.events.source", "/teams/pictures", "easel.events.max_inline_bytes", "64K"));
        assertThat(config.source()).isEqualTo(URI.create("/teams/pictures"));
        assertThat(config.maxInlineBytes().asLongValue()).isEqualTo(64L << 10);
    }

    @TestFactory
    Stream<DynamicTest> invalidValuesAreRefusedByName() {
        return Properties.refusals(EventConfig.class, """
                easel.events.source, a b, a b
                easel.events.max_inline_bytes, much, much
                easel.events.max_inline_bytes, 33M, must be at most 32M
                """);
    }
}
