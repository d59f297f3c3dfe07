package dev.easel.request.form;

import dev.easel.fixtures.Properties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class InterfaceConfigTest {

    @Test
    void defaults() {
        var config = Properties.validated(InterfaceConfig.class, Map.of());

        assertThat(config.languages()).containsExactly("en", "zh-Hans");
        assertThat(config.theme()).isEqualTo(InterfaceConfig.Theme.AUTO);
        assertThat(config.shapes()).isEmpty();
        assertThat(config.examples()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"#ffffff, 1", "#000000, 21", "#767676, 4.54", "#ff0000, 4.0"})
    void contrastIsThatOfWcag(String color, double contrast) {
        assertThat(Contrast.between(color, Contrast.WHITE)).isCloseTo(contrast, within(0.005));
    }

    @ParameterizedTest
    @CsvSource({
        "accent, '#ff0000', has a contrast of 4.0:1 with the background #ffffff",
        "accent, teal, must be a colour such as",
        "languages, e_n, must be language tags",
        "theme, pink, allowed values",
        "shapes.square, 1x1, must be width:height",
        "shapes.square, 0:1, must be width:height"
    })
    void invalidValuesAreRefusedByName(String key, String value, String reason) {
        Properties.assertRefused(InterfaceConfig.class, "easel.interface." + key, value, reason);
    }

    @Test
    void aDarkThemeNeedsALightAccent() {
        var dark = Map.of("easel.interface.theme", "dark");

        Properties.assertRefused(
                InterfaceConfig.class, dark, "easel.interface.accent", "#0b5d54", "choose a lighter colour");
        assertThat(Properties.validated(
                                InterfaceConfig.class,
                                Map.of("easel.interface.theme", "dark", "easel.interface.accent", "#7fd6c8"))
                        .accent())
                .isEqualTo("#7fd6c8");
    }
}
