package dev.easel.app;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Properties;
import dev.easel.model.Dtype;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ModelConfigTest {

    @Test
    void defaults() {
        var config = Fixtures.modelConfig(Map.of());
        assertThat(config.name()).isEmpty();
        assertThat(config.id()).isEqualTo("models/scenes-flux");
        assertThat(config.revision()).isEqualTo("main");
        assertThat(config.cacheDir()).isEmpty();
        assertThat(config.offload()).isFalse();
        assertThat(config.memoryOptimization()).isFalse();
        assertThat(config.loras()).isEmpty();
        assertThat(config.loraSessions()).isEqualTo(1);
        assertThat(config.dtype()).isEqualTo(Dtype.AUTO);
        assertThat(config.maxSequenceLength()).isEmpty();
        assertThat(config.cfgNormalization()).isZero();
        assertThat(config.cfgTruncation()).isEqualTo(1);
        assertThat(config.promptCache().asLongValue()).isEqualTo(128L << 20);
    }

    @Test
    void explicitProperties() {
        var properties = Map.ofEntries(
                Map.entry("easel.model.name", "flux"),
                Map.entry("easel.model.id", "organization/FLUX.1-dev"),
                Map.entry("easel.model.dtype", "float16"),
                Map.entry("easel.model.max_sequence_length", "128"),
                Map.entry("easel.model.cfg_normalization", "1.5"),
                Map.entry("easel.model.cfg_truncation", "0.6"),
                Map.entry("easel.model.prompt_cache", "2G"),
                Map.entry("easel.model.revision", "v2"),
                Map.entry("easel.model.cache_dir", "/models"),
                Map.entry("easel.model.offload", "true"),
                Map.entry("easel.model.memory_optimization", "true"),
                Map.entry("easel.model.loras.sketch", "/loras/sketch.safetensors"),
                Map.entry("easel.model.lora_sessions", "3"));
        assertThat(properties.keySet().stream().map(key -> key.replace(".sketch", ".*")))
                .containsExactlyInAnyOrderElementsOf(Properties.of(ModelConfig.class));

        var config = Properties.validated(ModelConfig.class, properties);
        assertThat(config.name()).contains("flux");
        assertThat(config.id()).isEqualTo("organization/FLUX.1-dev");
        assertThat(config.revision()).isEqualTo("v2");
        assertThat(config.cacheDir()).hasValue(Path.of("/models"));
        assertThat(config.offload()).isTrue();
        assertThat(config.memoryOptimization()).isTrue();
        assertThat(config.loras()).containsExactly(Map.entry("sketch", Path.of("/loras/sketch.safetensors")));
        assertThat(config.loraSessions()).isEqualTo(3);
        assertThat(config.dtype()).isEqualTo(Dtype.FLOAT16);
        assertThat(config.maxSequenceLength()).hasValue(128);
        assertThat(config.cfgNormalization()).isEqualTo(1.5f);
        assertThat(config.cfgTruncation()).isEqualTo(0.6f);
        assertThat(config.promptCache().asLongValue()).isEqualTo(2L << 30);
    }

    @TestFactory
    Stream<DynamicTest> invalidValuesAreRefusedByName() {
        return Properties.refusals(ModelConfig.class, """
                easel.model.dtype, int8, float32
                easel.model.max_sequence_length, 0, must be greater than or equal to 1
                easel.model.max_sequence_length, many, integer
                easel.model.prompt_cache, much, much
                """);
    }
}
