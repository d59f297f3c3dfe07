package dev.easel.request;

import dev.easel.fixtures.Properties;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ImagesConfigTest {

    @Test
    void defaults() {
        var config = Properties.defaults(ImagesConfig.class);
        assertThat(config.maxBytes().asLongValue()).isEqualTo(10 * 1024 * 1024);
        assertThat(config.maxSide()).isEqualTo(8192);
        assertThat(config.maxPixels()).isEqualTo(4096 * 3072);
        assertThat(config.decodes()).isEqualTo(2);
        assertThat(config.waiting()).isEqualTo(16);
    }

    @Test
    void explicitProperties() {
        var config = Properties.complete(
                ImagesConfig.class,
                Map.of(
                        "easel.images.max_bytes", "2M",
                        "easel.images.max_side", "4000",
                        "easel.images.max_pixels", "1000000",
                        "easel.images.decodes", "3",
                        "easel.images.waiting", "5"));
        assertThat(config.maxBytes().asLongValue()).isEqualTo(2 * 1024 * 1024);
        assertThat(config.maxSide()).isEqualTo(4000);
        assertThat(config.maxPixels()).isEqualTo(1_000_000);
        assertThat(config.decodes()).isEqualTo(3);
        assertThat(config.waiting()).isEqualTo(5);
    }

    @TestFactory
    Stream<DynamicTest> invalidValuesAreRefusedByName() {
        return Properties.refusals(ImagesConfig.class, """
                easel.images.max_bytes, large, not in correct format
                easel.images.max_side, 0, must be greater than or equal to 1
                easel.images.max_side, 65536, must be less than or equal to 65535
                easel.images.max_pixels, 0, must be greater than or equal to 1
                easel.images.decodes, 0, must be greater than or equal to 1
                easel.images.waiting, 0, must be greater than or equal to 1
                """);
    }
}
