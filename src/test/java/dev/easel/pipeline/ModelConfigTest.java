package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Properties;
import dev.easel.onnx.Dtype;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelConfigTest {

    @Test
    void defaults() {
        var config = Fixtures.modelConfig(Map.of());
        assertThat(config.name()).isEmpty();
        assertThat(config.id()).isEqualTo(Path.of("models/scenes-flux"));
        assertThat(config.dtype()).isEqualTo(Dtype.AUTO);
        assertThat(config.maxSequenceLength()).isEmpty();
        assertThat(config.cfgNormalization()).isZero();
        assertThat(config.cfgTruncation()).isEqualTo(1);
        assertThat(config.promptCache().asLongValue()).isEqualTo(128L << 20);
    }

    @Test
    void explicitProperties() {
        var properties = Map.of(
                "easel.model.name", "flux",
                "easel.model.id", "/models/FLUX.1-dev",
                "easel.model.dtype", "float16",
                "easel.model.max_sequence_length", "128",
                "easel.model.cfg_normalization", "1.5",
                "easel.model.cfg_truncation", "0.6",
                "easel.model.prompt_cache", "2G");
        assertThat(properties).containsOnlyKeys(Properties.of(ModelConfig.class));

        var config = Properties.validated(ModelConfig.class, properties);
        assertThat(config.name()).contains("flux");
        assertThat(config.id()).isEqualTo(Path.of("/models/FLUX.1-dev"));
        assertThat(config.dtype()).isEqualTo(Dtype.FLOAT16);
        assertThat(config.maxSequenceLength()).hasValue(128);
        assertThat(config.cfgNormalization()).isEqualTo(1.5f);
        assertThat(config.cfgTruncation()).isEqualTo(0.6f);
        assertThat(config.promptCache().asLongValue()).isEqualTo(2L << 30);
    }

    @ParameterizedTest
    @CsvSource({
        "easel.model.dtype, bfloat16, float32",
        "easel.model.max_sequence_length, 0, must be greater than or equal to 1",
        "easel.model.max_sequence_length, many, integer",
        "easel.model.prompt_cache, much, much"
    })
    void invalidValuesAreRefusedByName(String key, String value, String reason) {
        Properties.assertRefused(ModelConfig.class, key, value, reason);
    }
}
