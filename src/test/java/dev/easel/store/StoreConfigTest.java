package dev.easel.store;

import dev.easel.fixtures.Properties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class StoreConfigTest {

    @Test
    void defaults() {
        var config = Properties.defaults(StoreConfig.class);
        assertThat(config.folder()).isEmpty();
        assertThat(config.maxAge()).isEqualTo(Duration.ofHours(24));
        assertThat(config.maxBytes().asLongValue()).isEqualTo(1L << 30);
        assertThat(config.url()).isEmpty();
        assertThat(config.s3().bucket()).isEmpty();
        assertThat(config.s3().prefix()).isEqualTo("easel");
        assertThat(config.s3().endpoint()).isEmpty();
        assertThat(config.s3().region()).isEmpty();
        assertThat(config.s3().pathStyle()).isFalse();
        assertThat(config.s3().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.s3().attempts()).isEqualTo(3);
    }

    @Test
    void explicitProperties() {
        var config = Properties.complete(
                StoreConfig.class,
                Map.ofEntries(
                        Map.entry("easel.store.folder", "/var/lib/easel/images"),
                        Map.entry("easel.store.max_age", "1h"),
                        Map.entry("easel.store.max_bytes", "128M"),
                        Map.entry("easel.store.url", "https://pictures.example.com"),
                        Map.entry("easel.store.s3.bucket", "pictures"),
                        Map.entry("easel.store.s3.prefix", "a/b"),
                        Map.entry("easel.store.s3.endpoint", "https://s3.example.com"),
                        Map.entry("easel.store.s3.region", "eu-central-1"),
                        Map.entry("easel.store.s3.path_style", "true"),
                        Map.entry("easel.store.s3.timeout", "3s"),
                        Map.entry("easel.store.s3.attempts", "5")));
        assertThat(config.folder()).contains(Path.of("/var/lib/easel/images"));
        assertThat(config.maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(config.maxBytes().asLongValue()).isEqualTo(128L << 20);
        assertThat(config.url()).contains(URI.create("https://pictures.example.com"));
        assertThat(config.s3().bucket()).contains("pictures");
        assertThat(config.s3().prefix()).isEqualTo("a/b");
        assertThat(config.s3().endpoint()).contains(URI.create("https://s3.example.com"));
        assertThat(config.s3().region()).contains("eu-central-1");
        assertThat(config.s3().pathStyle()).isTrue();
        assertThat(config.s3().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.s3().attempts()).isEqualTo(5);
    }

    @TestFactory
    Stream<DynamicTest> invalidValuesAreRefusedByName() {
        return Properties.refusals(StoreConfig.class, """
                easel.store.max_age, 0s, must be longer than or equal to
                easel.store.max_bytes, much, much
                easel.store.max_bytes, 127M, must be at least 128M
                easel.store.s3.attempts, 0, must be greater than or equal to 1
                easel.store.s3.attempts, 11, must be less than or equal to 10
                easel.store.s3.timeout, 0s, must be longer than or equal to
                """);
    }
}
