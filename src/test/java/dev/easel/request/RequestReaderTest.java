package dev.easel.request;

import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.WeightedLora;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import dev.easel.request.form.RequestForm;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Language;
import dev.easel.request.parameter.Parameter;
import dev.easel.request.parameter.ParametersConfig;
import dev.easel.request.parameter.Replay;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the configuration makes of requests. */
class RequestReaderTest {
    private static final Set<Ability> ALL = EnumSet.allOf(Ability.class);

    private static final Map<String, String> FILM = Map.of(
            "easel.presets.film.prompt", "film still of {prompt}, {prompt}",
            "easel.presets.film.negative_prompt", "photo",
            "easel.presets.film.parameters.num_inference_steps", "28",
            "easel.presets.film.parameters.width", "192",
            "easel.presets.film.parameters.scheduler", "euler",
            "easel.presets.film.loras.ink", "0.5",
            "easel.parameters.steps.default", "10",
            "easel.parameters.height.default", "160");

    static Stream<String> names() {
        return Catalogue.ALL.stream().flatMap(Parameter::names);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyParameterIsRead(String name) {
        // of a type that none has
        var violations = violations(Map.of(), "{'prompt': 'a cat', '" + name + "': [1]}", ALL);

        assertThat(violations).extracting(Violation::field).contains(name);
    }

    @Test
    void aRequestGoesBeforeItsStyleBeforeTheConfigurationBeforeTheModel() {
        var styled = read(FILM, "{'prompt': 'a cat', 'style_preset': 'film'}");
        var own = read(
                FILM,
                "{'prompt': 'a cat', 'style_preset': 'film', 'steps': 3, 'width': 64, 'negative_prompt': 'ink',"
                        + " 'loras': {'chalk': 1}}");
        var plain = read(FILM, "{'prompt': 'a cat'}");

        assertThat(styled.steps()).isEqualTo(28);
        assertThat(styled.width()).isEqualTo(192);
        assertThat(styled.height()).isEqualTo(160);
        assertThat(styled.negativePrompt()).contains("photo");
        assertThat(styled.setup().scheduler()).contains("euler");
        assertThat(styled.setup().loras()).containsExactly(new WeightedLora("ink", 0.5f));
        assertThat(own.steps()).isEqualTo(3);
        assertThat(own.width()).isEqualTo(64);
        assertThat(own.negativePrompt()).contains("ink");
        assertThat(own.setup().loras()).containsExactly(new WeightedLora("chalk", 1));
        assertThat(plain.steps()).isEqualTo(10);
        assertThat(plain.width()).isEqualTo(128);
        assertThat(plain.setup().loras()).isEmpty();
    }

    @Test
    void aPlaceholderInTheCallersPromptStays() {
        assertThat(read(FILM, "{'prompt': 'a {prompt} cat', 'style_preset': 'film'}")
                        .prompt())
                .isEqualTo("film still of a {prompt} cat, a {prompt} cat");
    }

    @Test
    void theDefaultPromptIsStyledToo() {
        var properties = new HashMap<>(FILM);
        properties.put("easel.parameters.prompt.default", "a dog");

        assertThat(read(properties, "{'style_preset': 'film'}").prompt()).isEqualTo("film still of a dog, a dog");
        assertThat(read(properties, "{'prompt': null}").prompt()).isEqualTo("a dog");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parameters.steps         | 61    | easel.presets.film.parameters.steps must be at most 60
            parameters.steps         | many  | easel.presets.film.parameters.steps must be an integer from 1 to 100
            parameters.width         | 72    | easel.presets.film.parameters.width must be an integer from 64 to 256
            parameters.cfg_scale     | 31    | easel.presets.film.parameters.guidance_scale must be a number
            parameters.strength      | 0     | easel.presets.film.parameters.strength must be a number
            parameters.scheduler     | heun  | easel.presets.film.parameters.scheduler must be one of [ddim, euler]
            loras.oil                | 1     | easel.presets.film.loras names oil
            loras.ink                | 3     | easel.presets.film.loras must give ink a number
            models                   | huge  | easel.presets.film.models names huge, but the models are [tiny, other]
            """)
    void aStyleThatTheModelCannotDrawStopsTheStart(String key, String value, String message) {
        var properties =
                Map.of("easel.presets.film.prompt", "film still of {prompt}", "easel.presets.film." + key, value);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Requests.reader(Requests.model(ALL), properties))
                .withMessageStartingWith(message);
    }

    @Test
    void aStyleOfAnotherModelIsNotOffered() {
        var properties = Map.of(
                "easel.presets.film.prompt", "film still of {prompt}",
                "easel.presets.film.models", "other",
                "easel.presets.film.parameters.steps", "1000");

        assertThat(violations(properties, "{'prompt': 'a cat', 'style_preset': 'film'}", ALL))
                .extracting(Violation::field)
                .containsExactly("style_preset");
    }

    @Test
    void aModelWithoutNegativePromptsLeavesThatOfAStyleAway() {
        var request = Requests.reader(Requests.model(Set.of()), FILM)
                .read(new RequestFields.Json(Requests.json("{'prompt': 'a', 'style_preset': 'film'}")), Set.of());

        assertThat(request).isInstanceOf(ReadRequest.Plain.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            loras            | 'loras': {'ink': 1}               | loras
            schedulers       | 'scheduler': 'euler'              | scheduler
            several_images   | 'n': 2                            | n
            negative_prompt  | 'negative_prompt': 'a dog'        | negative_prompt
            styles           | 'style_preset': 'film'            | style_preset
            inpaint          | 'image': 'A', 'mask_image': 'A'   | mask_image
            """)
    void whatIsSwitchedOffIsRefusedByName(String feature, String fields, String field) {
        var properties = Map.of("easel.presets.film.prompt", "film of {prompt}", "easel.features." + feature, "false");

        assertThat(violations(properties, "{'prompt': 'a cat', " + fields + "}", ALL))
                .containsExactly(new Violation(field, "is switched off here"));
    }

    @Test
    void anImageWithoutAnyUseForItIsSwitchedOff() {
        var properties = Map.of("easel.features.image_to_image", "false", "easel.features.edit", "false");
        var off = new HashMap<>(properties);
        off.put("easel.features.inpaint", "false");

        assertThat(violations(properties, "{'prompt': 'a cat', 'image': 'A'}", ALL))
                .containsExactly(new Violation(
                        "image",
                        "cannot be taken: image-to-image is switched off here, but only [text-to-image, inpainting]"));
        assertThat(violations(off, "{'prompt': 'a cat', 'image': 'A'}", ALL))
                .containsExactly(new Violation("image", "is switched off here"));
    }

    @Test
    void aStyleThatUsesWhatIsSwitchedOffStopsTheStart() {
        var properties = new HashMap<>(FILM);
        properties.put("easel.features.loras", "false");

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Requests.reader(Requests.model(ALL), properties))
                .withMessage("easel.presets.film.loras is switched off here (model tiny)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steps.min            | 5     | easel.parameters.steps: default 4 is not an integer from 5 to 100
            steps.default        | 101   | easel.parameters.steps: default 101 is not an integer from 1 to 100
            cfg_scale.default    | 31    | easel.parameters.guidance_scale: default 31.0 is not a number from 0.0 to 30.0
            steps.choices.best   | 101   | easel.parameters.steps.choices.best must be an integer from 1 to 100, not 101
            scheduler.default    | heun  | easel.parameters.scheduler: default heun is not one of [ddim, euler]
            prompt.default       | ' '   | easel.parameters.prompt: default is blank
            """)
    void aDefaultOutsideItsLimitsStopsTheStart(String key, String value, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        Requests.reader(Requests.model(ALL), Map.of("easel.parameters." + key, value.replace("'", ""))))
                .withMessageStartingWith(message);
    }

    @Test
    void theOtherNameOfAParameterIsReadAndConfigured() {
        var properties = Map.of("easel.parameters.cfg_scale.default", "2", "easel.parameters.cfg_scale.max", "6");

        assertThat(read(properties, "{'prompt': 'a'}").guidanceScale()).isEqualTo(2);
        assertThat(read(properties, "{'prompt': 'a', 'cfg_scale': 5}").guidanceScale())
                .isEqualTo(5);
        assertThat(violations(properties, "{'prompt': 'a', 'cfg_scale': 7}", ALL))
                .containsExactly(new Violation("cfg_scale", "must be a number from 0.0 to 6.0, not 7"));
    }

    @Test
    void theReplayOfAnImageDrawsItAgain() {
        var drawn = read(FILM, "{'prompt': 'a cat', 'style_preset': 'film', 'seed': 5, 'true_cfg_scale': 2}");
        var replay = Replay.of(Requests.model(ALL), drawn);

        assertThat(read(Map.of(), replay.toString())).isEqualTo(drawn);
        assertThat(replay.path("model").asText()).isEqualTo("tiny");
        assertThat(Catalogue.ALL.stream().filter(Parameter::changesPixels).map(Parameter::name))
                .contains("prompt", "seed", "image", "true_cfg_scale", "loras")
                .doesNotContain("n", "output_format");
    }

    @Test
    void aModelsOwnLimitsLeaveTheWordsForAll() {
        var config = Requests.config(Map.of(
                "easel.parameters.steps.title", "Quality",
                "easel.parameters.steps.choices.quick.value", "2",
                "easel.parameters.steps.choices.best.value", "90",
                "easel.parameters.steps.show", "never"));
        var own = Requests.config(Map.of("easel.parameters.steps.max", "9")).getConfigMapping(ParametersConfig.class);
        var context = Requests.rules("easel.models.tiny", config, own)
                .reader(Requests.model(ALL))
                .context();

        var form = RequestForm.of(context, Language.ENGLISH).at("/properties/steps");
        assertThat(form.path("title").asText()).isEqualTo("Quality");
        assertThat(form.path("maximum").asInt()).isEqualTo(9);
        assertThat(form.path("x-show").asText()).isEqualTo("never");
        assertThat(form.path("x-choices"))
                .singleElement()
                .satisfies(choice -> assertThat(choice.path("value").asInt()).isEqualTo(2));
    }

    private static ImageParameters read(Map<String, String> properties, String body) {
        var fields = new RequestFields.Json(Requests.json(body));
        var request = Requests.reader(Requests.model(ALL), properties).read(fields, Set.of());
        return ((ReadRequest.Plain) request).request().parameters();
    }

    private static List<Violation> violations(Map<String, String> properties, String body, Set<Ability> abilities) {
        var reader = Requests.reader(Requests.model(abilities), properties);
        var refused = catchThrowableOfType(
                RejectedException.class, () -> reader.read(new RequestFields.Json(Requests.json(body)), Set.of()));
        return ((Rejection.Invalid) refused.rejection()).violations();
    }
}
