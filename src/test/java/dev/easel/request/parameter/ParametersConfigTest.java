package dev.easel.request.parameter;

import dev.easel.fixtures.Properties;
import io.smallrye.config.ConfigValidationException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ParametersConfigTest {

    @Test
    void numbersAreTheModelsUnlessAFileHasThem() {
        var config = Properties.defaults(ParametersConfig.class);

        assertThat(config.prompt().maxLength()).isEqualTo(2000);
        assertThat(config.prompt().initial()).isEmpty();
        assertThat(config.steps().max()).isEmpty();
        assertThat(config.guidanceScale().initial()).isEmpty();
        assertThat(config.loras().max()).isEqualTo(4);
        assertThat(config.loras().weight().min()).isEqualTo(-2);
        assertThat(config.loras().weight().max()).isEqualTo(2);
    }

    @Test
    void everyParameterHasAGroupOfItsName() {
        var keys = Properties.of(ParametersConfig.class);

        assertThat(Catalogue.ALL)
                .allSatisfy(parameter -> assertThat(keys).contains("easel.parameters." + parameter.name() + ".show"));
    }

    @Test
    void explicitProperties() {
        var config = Properties.validated(
                ParametersConfig.class,
                Map.ofEntries(
                        Map.entry("easel.parameters.prompt.max_length", "500"),
                        Map.entry("easel.parameters.prompt.default", "a cat"),
                        Map.entry("easel.parameters.prompt.languages", "en,zh-Hans"),
                        Map.entry("easel.parameters.width.default", "512"),
                        Map.entry("easel.parameters.width.min", "256"),
                        Map.entry("easel.parameters.width.max", "768"),
                        Map.entry("easel.parameters.guidance_scale.default", "2.5"),
                        Map.entry("easel.parameters.true_cfg_scale.max", "6"),
                        Map.entry("easel.parameters.loras.max", "2"),
                        Map.entry("easel.parameters.loras.weight.max", "1.5"),
                        Map.entry("easel.parameters.scheduler.default", "euler"),
                        Map.entry("easel.parameters.steps.title", "Quality"),
                        Map.entry("easel.parameters.steps.description.en", "How long; as in a=b"),
                        Map.entry("easel.parameters.steps.description.\"zh-Hans\"", "多久"),
                        Map.entry("easel.parameters.steps.show", "first"),
                        Map.entry("easel.parameters.steps.choices.quick", "4"),
                        Map.entry("easel.parameters.steps.choices.good.value", "8"),
                        Map.entry("easel.parameters.steps.choices.good.title.en", "Good")));

        assertThat(config.prompt().maxLength()).isEqualTo(500);
        assertThat(config.prompt().initial()).contains("a cat");
        assertThat(config.prompt().languages().orElseThrow()).containsExactly("en", "zh-Hans");
        assertThat(config.width().initial()).hasValue(512);
        assertThat(config.width().min()).hasValue(256);
        assertThat(config.width().max()).hasValue(768);
        assertThat(config.guidanceScale().initial()).contains(2.5f);
        assertThat(config.trueCfgScale().max()).contains(6f);
        assertThat(config.loras().max()).isEqualTo(2);
        assertThat(config.loras().weight().max()).isEqualTo(1.5f);
        assertThat(config.scheduler().initial()).contains("euler");
        var steps = config.steps();
        assertThat(steps.title().all()).contains("Quality");
        assertThat(steps.title().byLanguage()).isEmpty();
        assertThat(steps.description().byLanguage()).isEqualTo(Map.of("en", "How long; as in a=b", "zh-Hans", "多久"));
        assertThat(steps.show()).contains(Show.FIRST);
        assertThat(steps.choices().get("quick").bare()).contains("4");
        assertThat(steps.choices().get("good").value()).contains("8");
        assertThat(steps.choices().get("good").title().byLanguage()).isEqualTo(Map.of("en", "Good"));
    }

    @Test
    void textsMayHaveAnyPunctuation() {
        String text = "a=b; c: \"d\", {e}";
        var config = Properties.validated(ParametersConfig.class, Map.of("easel.parameters.steps.description", text));

        assertThat(Texts.of(config.steps().description()).in(Language.ENGLISH)).contains(text);
    }

    @TestFactory
    Stream<DynamicTest> invalidValuesAreRefusedByName() {
        return Properties.refusals(ParametersConfig.class, """
                easel.parameters.prompt.max_length, 0, must be greater than or equal to 1
                easel.parameters.prompt.max_length, 100001, must be less than or equal to 100000
                easel.parameters.prompt.languages, x_y, must be language tags
                easel.parameters.width.min, 0, must be greater than or equal to 1
                easel.parameters.height.min, wide, integer
                easel.parameters.steps.max, 1001, must be less than or equal to 1000
                easel.parameters.steps.show, often, allowed values
                easel.parameters.guidance_scale.min, -1, must be greater than or equal to 0
                easel.parameters.cfg_scale.default, 31, must be less than or equal to 30
                easel.parameters.strength.min, 0, must be greater than or equal to 0.0001
                easel.parameters.strength.max, 1.1, must be less than or equal to 1
                easel.parameters.loras.max, -1, must be greater than or equal to 0
                easel.parameters.n.max, 5, must be less than or equal to 4
                easel.parameters.steps.default, 101, must be less than or equal to 100
                easel.parameters.loras.weight.min, 3, must be less than or equal to 2
                easel.parameters.true_cfg_scale.default, 0.5, must be greater than or equal to 1
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "easel.parameters.guidance_scale.max, easel.parameters.cfg_scale.default, cfg_scale is another name for",
        "easel.parameters.steps.choices.good.title, easel.parameters.steps.max, steps.choices.good must have one value"
    })
    void contradictionsAreRefusedByName(String one, String other, String reason) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Properties.validated(ParametersConfig.class, Map.of(one, "5", other, "3")))
                .withMessageContaining("easel.parameters." + reason);
    }
}
