package dev.easel.request;

import dev.easel.fixtures.Properties;
import io.smallrye.config.ConfigValidationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PresetsConfigTest {

    @Test
    void defaults() {
        assertThat(Properties.validated(PresetsConfig.class, Map.of()).byName()).isEmpty();
    }

    @Test
    void explicitProperties() {
        var presets = Properties.validated(
                        PresetsConfig.class,
                        Map.of(
                                "easel.presets.pixel-art.prompt", "pixel art of {prompt}",
                                "easel.presets.noir.prompt", "{prompt},\nblack and white",
                                "easel.presets.noir.negative_prompt", "colours"))
                .byName();
        assertThat(presets).containsOnlyKeys("pixel-art", "noir");
        assertThat(presets).hasEntrySatisfying("pixel-art", preset -> {
            assertThat(preset.prompt()).isEqualTo("pixel art of {prompt}");
            assertThat(preset.negativePrompt()).isEmpty();
        });
        assertThat(presets).hasEntrySatisfying("noir", preset -> {
            assertThat(preset.prompt()).isEqualTo("{prompt},\nblack and white");
            assertThat(preset.negativePrompt()).contains("colours");
        });
        assertThat(Properties.of(PresetsConfig.class))
                .containsExactlyInAnyOrder("easel.presets.*.prompt", "easel.presets.*.negative_prompt");
    }

    @Test
    void aPresetThatDropsTheCallersPromptIsRefused() {
        assertThatThrownBy(() -> Properties.validated(
                        PresetsConfig.class, Map.of("easel.presets.noir.prompt", "black and white")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("easel.presets.noir.prompt")
                .hasMessageContaining("must contain {prompt}");
    }

    @Test
    void aPresetWithoutAPromptIsRefused() {
        assertThatThrownBy(() -> Properties.validated(
                        PresetsConfig.class, Map.of("easel.presets.noir.negative_prompt", "colours")))
                .hasMessageContaining("easel.presets.noir.prompt");
    }
}
