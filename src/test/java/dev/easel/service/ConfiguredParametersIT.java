package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service with words, limits and defaults of a file, which every answer has without a line of code. */
class ConfiguredParametersIT {
    private static final String PARAMETERS = """
            easel:
              parameters:
                steps:
                  default: 5
                  max: 9
                  title: {en: Quality, zh-Hans: 精细度}
                  description: How long the model works on an image.
                  show: first
                  choices: {quick: 2, best: {value: 9, title: {zh-Hans: 精}}}
              features:
                edit: false
                inpaint: false
              interface:
                title: Studio
                languages: [zh-Hans, en]
            """;

    @TempDir
    private Path folder;

    @Test
    void aFileChangesTheRefusalTheSchemaTheModelsAndThePage() throws IOException {
        try (var service = new PackagedService(folder, environment("parameters.yaml", PARAMETERS))) {
            service.awaitReady();

            var refusal = given().contentType("application/json")
                    .body("{\"prompt\": \"a cat\", \"steps\": 10}")
                    .post(service.url() + "/generate");
            assertThat(refusal.statusCode()).isEqualTo(400);
            assertThat(refusal.<String>path("detail")).isEqualTo("steps must be an integer from 1 to 9, not 10");

            var steps = get(service, "/v1/models/scenes-flux/schema?lang=en").at("/properties/steps");
            assertThat(steps.path("title").asText()).isEqualTo("Quality");
            assertThat(steps.path("description").asText()).isEqualTo("How long the model works on an image.");
            assertThat(steps.path("maximum").asInt()).isEqualTo(9);
            assertThat(steps.path("default").asInt()).isEqualTo(5);
            assertThat(steps.at("/x-choices/1/value").asInt()).isEqualTo(9);

            var api = get(service, "/q/openapi?format=json").at("/components/schemas/GenerationRequest/properties");
            assertThat(api.at("/steps/maximum").asInt()).isEqualTo(9);
            assertThat(api.at("/steps/description").asText()).isEqualTo("How long the model works on an image.");
            assertThat(api.has("mask_image")).isFalse();

            var limits = get(service, "/v1/models").at("/data/0/parameters/steps");
            assertThat(limits.path("max").asInt()).isEqualTo(9);
            assertThat(limits.path("default").asInt()).isEqualTo(5);

            var interfaced = get(service, "/v1/interface");
            assertThat(interfaced.path("title").asText()).isEqualTo("Studio");
            assertThat(interfaced.path("language").asText()).isEqualTo("zh-Hans");
            assertThat(interfaced.at("/features/inpaint").asBoolean(true)).isFalse();
            assertThat(interfaced
                            .at("/models/0/request/properties/steps/x-choices/1/title")
                            .asText())
                    .isEqualTo("精");

            String page = given().accept("text/markdown")
                    .get(service.url() + "/v1/interface?lang=en")
                    .asString();
            assertThat(page)
                    .contains("| `steps`, `num_inference_steps` | an integer from 1 to 9 | `5` |"
                            + " Quality: How long the model works on an image. |")
                    .doesNotContain("mask_image");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "parameters: {steps: {default: 101}}, easel.parameters.steps",
        "'parameters: {steps: {choices: {best: 101}}}', easel.parameters.steps.choices.best",
        "'presets: {film: {prompt: \"{prompt}\", loras: {ink: 1}}}', easel.presets.film.loras",
        "'presets: {film: {prompt: \"{prompt}\", parameters: {scheduler: x}}}', easel.presets.film.parameters.scheduler",
        "'interface: {accent: \"#ffffff\"}', easel.interface.accent"
    })
    void aContradictionStopsTheStartAndIsNamed(String setting, String key) throws Exception {
        String file = "easel: {" + setting + "}\n";
        try (var service = new PackagedService(folder, environment("parameters.yaml", file))) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output()).contains(key);
        }
    }

    private static JsonNode get(PackagedService service, String path) {
        return ApiDescription.json(given().get(service.url() + path));
    }

    private Map<String, String> environment(String file, String text) throws IOException {
        var config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve(file), text);
        return Map.of("QUARKUS_CONFIG_LOCATIONS", config.toString());
    }
}
