package dev.easel.request;

import dev.easel.fixtures.Properties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ParametersConfigTest {

    @Test
    void defaults() {
        var config = Properties.validated(ParametersConfig.class, Map.of());
        assertThat(config.prompt().maxLength()).isEqualTo(2000);
        assertThat(config.width().initial()).isEmpty();
        assertThat(config.width().min()).isEqualTo(64);
        assertThat(config.width().max()).isEmpty();
        assertThat(config.height().initial()).isEmpty();
        assertThat(config.height().min()).isEqualTo(64);
        assertThat(config.height().max()).isEmpty();
        assertThat(config.steps().initial()).isEmpty();
        assertThat(config.steps().min()).isEqualTo(1);
        assertThat(config.steps().max()).isEqualTo(100);
        assertThat(config.guidanceScale().initial()).isEmpty();
        assertThat(config.guidanceScale().min()).isZero();
        assertThat(config.guidanceScale().max()).isEqualTo(30);
        assertThat(config.trueCfgScale().initial()).isEqualTo(1);
        assertThat(config.trueCfgScale().max()).isEqualTo(20);
        assertThat(config.strength().initial()).isEqualTo(0.6f);
        assertThat(config.strength().min()).isEqualTo(0.01f);
        assertThat(config.strength().max()).isEqualTo(1);
        assertThat(config.loras().max()).isEqualTo(4);
        assertThat(config.loras().weight().min()).isEqualTo(-2);
        assertThat(config.loras().weight().max()).isEqualTo(2);
        assertThat(config.n().initial()).isEqualTo(1);
        assertThat(config.n().max()).isEqualTo(4);
    }

    @Test
    void explicitProperties() {
        var properties = Map.ofEntries(
                Map.entry("easel.parameters.prompt.max_length", "500"),
                Map.entry("easel.parameters.width.default", "512"),
                Map.entry("easel.parameters.width.min", "256"),
                Map.entry("easel.parameters.width.max", "768"),
                Map.entry("easel.parameters.height.default", "640"),
                Map.entry("easel.parameters.height.min", "128"),
                Map.entry("easel.parameters.height.max", "896"),
                Map.entry("easel.parameters.steps.default", "4"),
                Map.entry("easel.parameters.steps.min", "2"),
                Map.entry("easel.parameters.steps.max", "8"),
                Map.entry("easel.parameters.guidance_scale.default", "2.5"),
                Map.entry("easel.parameters.guidance_scale.min", "1.5"),
                Map.entry("easel.parameters.guidance_scale.max", "9.5"),
                Map.entry("easel.parameters.true_cfg_scale.default", "4"),
                Map.entry("easel.parameters.true_cfg_scale.max", "6"),
                Map.entry("easel.parameters.strength.default", "0.5"),
                Map.entry("easel.parameters.strength.min", "0.25"),
                Map.entry("easel.parameters.strength.max", "0.75"),
                Map.entry("easel.parameters.loras.max", "2"),
                Map.entry("easel.parameters.loras.weight.min", "-1"),
                Map.entry("easel.parameters.loras.weight.max", "1.5"),
                Map.entry("easel.parameters.n.default", "2"),
                Map.entry("easel.parameters.n.max", "3"));
        assertThat(properties).containsOnlyKeys(Properties.of(ParametersConfig.class));

        var config = Properties.validated(ParametersConfig.class, properties);
        assertThat(config.prompt().maxLength()).isEqualTo(500);
        assertThat(config.width().initial()).hasValue(512);
        assertThat(config.width().min()).isEqualTo(256);
        assertThat(config.width().max()).hasValue(768);
        assertThat(config.height().initial()).hasValue(640);
        assertThat(config.height().min()).isEqualTo(128);
        assertThat(config.height().max()).hasValue(896);
        assertThat(config.steps().initial()).hasValue(4);
        assertThat(config.steps().min()).isEqualTo(2);
        assertThat(config.steps().max()).isEqualTo(8);
        assertThat(config.guidanceScale().initial()).contains(2.5f);
        assertThat(config.guidanceScale().min()).isEqualTo(1.5f);
        assertThat(config.guidanceScale().max()).isEqualTo(9.5f);
        assertThat(config.trueCfgScale().initial()).isEqualTo(4);
        assertThat(config.trueCfgScale().max()).isEqualTo(6);
        assertThat(config.strength().initial()).isEqualTo(0.5f);
        assertThat(config.strength().min()).isEqualTo(0.25f);
        assertThat(config.strength().max()).isEqualTo(0.75f);
        assertThat(config.loras().max()).isEqualTo(2);
        assertThat(config.loras().weight().min()).isEqualTo(-1);
        assertThat(config.loras().weight().max()).isEqualTo(1.5f);
        assertThat(config.n().initial()).isEqualTo(2);
        assertThat(config.n().max()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "easel.parameters.prompt.max_length, 0, must be greater than or equal to 1",
        "easel.parameters.prompt.max_length, 100001, must be less than or equal to 100000",
        "easel.parameters.width.min, 0, must be greater than or equal to 1",
        "easel.parameters.height.min, wide, integer",
        "easel.parameters.steps.max, 1001, must be less than or equal to 1000",
        "easel.parameters.guidance_scale.min, -1, must be greater than or equal to 0",
        "easel.parameters.strength.min, 0, must be greater than 0",
        "easel.parameters.strength.max, 1.1, must be less than or equal to 1",
        "easel.parameters.loras.max, -1, must be greater than or equal to 0",
        "easel.parameters.true_cfg_scale.default, 0.5, must be greater than or equal to 1"
    })
    void invalidValuesAreRefusedByName(String key, String value, String reason) {
        Properties.assertRefused(ParametersConfig.class, key, value, reason);
    }
}
