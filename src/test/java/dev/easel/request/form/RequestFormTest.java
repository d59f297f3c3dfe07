package dev.easel.request.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.easel.pipeline.Ability;
import dev.easel.problem.RejectedException;
import dev.easel.request.RequestFields;
import dev.easel.request.RequestReader;
import dev.easel.request.Requests;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Language;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The schema of a request accepts and refuses what the reader does. */
class RequestFormTest {
    private static final Language CHINESE = new Language("zh-Hans", "en");
    private static final RequestReader READER = Requests.reader(Requests.model(EnumSet.allOf(Ability.class)), Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prompt': 'a cat'}",
                "{'prompt': ' a ', 'negative_prompt': '', 'true_cfg_scale': 1.5}",
                "{'prompt': 'a', 'width': 64, 'height': 256, 'steps': 2e1, 'guidance_scale': 0}",
                "{'prompt': 'a', 'num_inference_steps': 3, 'cfg_scale': 30.0, 'seed': 9223372036854775807}",
                "{'prompt': 'a', 'n': 4, 'seed': 0, 'model': 'tiny', 'output_format': 'webp'}",
                "{'prompt': 'a', 'steps': 50, 'scheduler': 'ddim', 'loras': {'ink': -2, 'chalk': 2}}",
                "{'prompt': 'a', 'steps': 60, 'loras': {'stamp': 1}}",
                "{'prompt': 'a', 'loras': {}}",
                "{'prompt': 'a', 'image': 'AAAA', 'strength': 0.01}",
                "{'prompt': 'a', 'image': 'AAAA', 'mask_image': 'AAAA', 'strength': 1}"
            })
    void acceptsWhatTheReaderAccepts(String body) {
        assertThatCode(() -> read(READER, body)).doesNotThrowAnyException();
        assertThat(isValid(READER, body)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'prompt': ''}",
                "{'prompt': ' \\n'}",
                "{'prompt': 17}",
                "{'prompt': 'a', 'negative_prompt': []}",
                "{'prompt': 'a', 'width': 72}",
                "{'prompt': 'a', 'height': 272}",
                "{'prompt': 'a', 'steps': 1.5}",
                "{'prompt': 'a', 'steps': 0}",
                "{'prompt': 'a', 'steps': 61}",
                "{'prompt': 'a', 'num_inference_steps': 61}",
                "{'prompt': 'a', 'steps': 51, 'scheduler': 'euler'}",
                "{'prompt': 'a', 'steps': 3, 'num_inference_steps': 3}",
                "{'prompt': 'a', 'guidance_scale': 3, 'cfg_scale': 3}",
                "{'prompt': 'a', 'guidance_scale': 31}",
                "{'prompt': 'a', 'true_cfg_scale': 0.5}",
                "{'prompt': 'a', 'seed': -1}",
                "{'prompt': 'a', 'seed': 9223372036854775808}",
                "{'prompt': 'a', 'n': 0}",
                "{'prompt': 'a', 'n': 5}",
                "{'prompt': 'a', 'model': 'huge'}",
                "{'prompt': 'a', 'scheduler': 'heun'}",
                "{'prompt': 'a', 'output_format': 'gif'}",
                "{'prompt': 'a', 'style_preset': 'oil'}",
                "{'prompt': 'a', 'loras': {'oil': 1}}",
                "{'prompt': 'a', 'loras': {'ink': 2.5}}",
                "{'prompt': 'a', 'loras': {'ink': 'much'}}",
                "{'prompt': 'a', 'loras': {'stamp': 0.5}}",
                "{'prompt': 'a', 'loras': ['ink']}",
                "{'prompt': 'a', 'strength': 0.5}",
                "{'prompt': 'a', 'mask_image': 'AAAA'}",
                "{'prompt': 'a', 'image': 5}",
                "{'prompt': 'a', 'image': 'AAAA', 'strength': 0}",
                "{'prompt': 'a', 'colour': 'red'}"
            })
    void refusesWhatTheReaderRefuses(String body) {
        assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> read(READER, body));
        assertThat(isValid(READER, body)).isFalse();
    }

    @Test
    void theLongestPromptCountsCharactersNotCodeUnits() {
        assertThat(isValid(READER, "{'prompt': '" + "🐱".repeat(2000) + "'}")).isTrue();
        assertThat(isValid(READER, "{'prompt': '" + "🐱".repeat(2001) + "'}")).isFalse();
    }

    @Test
    void hasAFieldForEveryParameterInOrder() {
        var properties = schema(READER, Language.ENGLISH).path("properties");

        Catalogue.ALL.stream()
                .filter(parameter -> !parameter.equals(Catalogue.STYLE_PRESET))
                .forEach(parameter -> {
                    var field = properties.path(parameter.name());
                    assertThat(field.path("title").asText())
                            .as(parameter.name())
                            .isNotBlank();
                    assertThat(field.path("description").asText())
                            .as(parameter.name())
                            .isNotBlank();
                    assertThat(field.path("x-order").asInt()).isEqualTo(Catalogue.ALL.indexOf(parameter));
                    assertThat(field.path("x-show").asText()).isIn("first", "more", "expert");
                });
        assertThat(properties.at("/num_inference_steps/x-show").asText()).isEqualTo("never");
        assertThat(properties.at("/strength/x-with/0").asText()).isEqualTo("image");
        assertThat(properties.at("/image/contentMediaType").asText()).isEqualTo("image/*");
    }

    @Test
    void everyTextIsThereInChinese() {
        var english = schema(READER, Language.ENGLISH).path("properties");
        var chinese = schema(READER, CHINESE).path("properties");

        Catalogue.ALL.stream()
                .map(parameter -> parameter.name())
                .filter(english::has)
                .forEach(name -> {
                    assertThat(chinese.at("/" + name + "/description").asText())
                            .as(name)
                            .containsPattern("\\p{IsHan}");
                    assertThat(english.at("/" + name + "/description").asText())
                            .as(name)
                            .doesNotContainPattern("\\p{IsHan}");
                });
    }

    @Test
    void aModelThatDrawsFromTextsAloneHasNoFieldsForImages() {
        var plain = Requests.reader(Requests.model(Set.of()), Map.of());
        var properties = schema(plain, Language.ENGLISH).path("properties");

        assertThat(properties.has("image") || properties.has("mask_image") || properties.has("strength"))
                .isFalse();
        assertThat(properties.has("negative_prompt") || properties.has("true_cfg_scale"))
                .isFalse();
    }

    @Test
    void choicesAreInOrderAndInTheLanguage() {
        var reader = Requests.reader(
                Requests.model(Set.of()),
                Map.of(
                        "easel.parameters.steps.choices.best", "12",
                        "easel.parameters.steps.choices.quick.value", "4",
                        "easel.parameters.steps.choices.quick.title.\"zh-Hans\"", "快",
                        "easel.parameters.steps.show", "first",
                        "easel.parameters.steps.title", "Quality"));
        var steps = schema(reader, CHINESE).at("/properties/steps");

        assertThat(steps.path("x-choices"))
                .isEqualTo(Requests.json("{'c': [{'title': '快', 'value': 4}, {'title': 'best', 'value': 12}]}")
                        .path("c"));
        assertThat(steps.path("x-show").asText()).isEqualTo("first");
        assertThat(steps.path("title").asText()).isEqualTo("Quality");
        assertThat(steps.path("description").asText()).startsWith("去噪步数");
    }

    @Test
    void aDefaultPromptNeedsNoPrompt() {
        var reader = Requests.reader(Requests.model(Set.of()), Map.of("easel.parameters.prompt.default", "a cat"));

        assertThat(schema(reader, Language.ENGLISH).has("required")).isFalse();
        assertThat(isValid(reader, "{}")).isTrue();
        assertThatCode(() -> read(reader, "{}")).doesNotThrowAnyException();
    }

    private static ObjectNode schema(RequestReader reader, Language language) {
        return RequestForm.of(reader.context(), language);
    }

    private static boolean isValid(RequestReader reader, String body) {
        JsonNode schema = schema(reader, Language.ENGLISH);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(Requests.json(body))
                .isEmpty();
    }

    private static void read(RequestReader reader, String body) {
        reader.read(new RequestFields.Json(Requests.json(body)), Set.of());
    }
}
