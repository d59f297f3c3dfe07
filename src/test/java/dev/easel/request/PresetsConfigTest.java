package dev.easel.request;

import dev.easel.fixtures.Properties;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PresetsConfigTest {
    private static final String SAMPLE = "src/test/resources/fixtures/goldens/image_decoder/rgb.png";

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
                                "easel.presets.noir.negative_prompt", "colours",
                                "easel.presets.noir.parameters.cfg_scale", "3",
                                "easel.presets.noir.loras.ink", "0.5",
                                "easel.presets.noir.models", "dev,turbo",
                                "easel.presets.noir.title.en", "Noir",
                                "easel.presets.noir.image", SAMPLE))
                .byName();
        assertThat(presets).containsOnlyKeys("pixel-art", "noir");
        assertThat(presets).hasEntrySatisfying("pixel-art", preset -> {
            assertThat(preset.prompt()).isEqualTo("pixel art of {prompt}");
            assertThat(preset.negativePrompt()).isEmpty();
        });
        assertThat(presets).hasEntrySatisfying("noir", preset -> {
            assertThat(preset.prompt()).isEqualTo("{prompt},\nblack and white");
            assertThat(preset.negativePrompt()).contains("colours");
            assertThat(preset.parameters()).isEqualTo(Map.of("cfg_scale", "3"));
            assertThat(preset.loras()).isEqualTo(Map.of("ink", 0.5f));
            assertThat(preset.models().orElseThrow()).containsExactly("dev", "turbo");
            assertThat(preset.title().byLanguage()).isEqualTo(Map.of("en", "Noir"));
            assertThat(preset.image()).contains(Path.of(SAMPLE));
        });
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

    @ParameterizedTest
    @CsvSource({
        "image, nothing.png, must be a file of at most 64 KB",
        "image, models, must be a file of at most 64 KB",
        "parameters.colour, 1, is none of the parameters of a style",
        "parameters.prompt, a, is none of the parameters of a style"
    })
    void invalidValuesAreRefusedByName(String key, String value, String reason) {
        Properties.assertRefused(
                PresetsConfig.class,
                Map.of("easel.presets.noir.prompt", "{prompt}"),
                "easel.presets.noir." + key,
                value,
                reason);
    }
}
