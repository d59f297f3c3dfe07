package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Two models in one process, as the environment names them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralModelsIT {
    private static final String FIRST = "scenes";
    private static final String SECOND = "second";

    private PackagedService service;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        service = new PackagedService(
                folder,
                Map.of(
                        "EASEL_MODEL_NAME", FIRST,
                        "EASEL_MODELS__SECOND__ID",
                                Fixtures.model("tiny-random-z-image-turbo").toString(),
                        "EASEL_MODELS__SECOND__PARAMETERS_WIDTH_DEFAULT", "64",
                        "EASEL_MODELS__SECOND__PARAMETERS_HEIGHT_DEFAULT", "64",
                        "EASEL_MODELS__SECOND__PARAMETERS_STEPS_MAX", "9"));
        service.awaitReady();
    }

    /** What is accepted is finished, and both models' sessions close without a trace of a crash. */
    @AfterAll
    void closesCleanly() throws Exception {
        service.terminate();
        assertThat(service.awaitExit()).isIn(0, 143);
        assertThat(service.output())
                .contains("serving scenes (FLUX.1-dev) on cpu, second (", "stopped in")
                .doesNotContain("ERROR", "SIGSEGV");
        service.close();
    }

    @Test
    void theModelThatARequestNamesDrawsIt() {
        var unnamed = generate(Map.of());
        var first = generate(Map.of("model", FIRST));
        var second = generate(Map.of("model", SECOND));

        assertThat(unnamed.statusCode()).as(unnamed.asString()).isEqualTo(200);
        assertThat(unnamed.header("X-Model")).isEqualTo(FIRST);
        assertThat(first.header("X-Model")).isEqualTo(FIRST);
        assertThat(first.asByteArray()).isEqualTo(unnamed.asByteArray());
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.header("X-Model")).isEqualTo(SECOND);
        assertThat(second.asByteArray()).isNotEqualTo(first.asByteArray());
    }

    @Test
    void theFunctionDrawsWithBothToo() {
        for (String model : new String[] {FIRST, SECOND}) {
            var answer = Service.json(request(Map.of("model", model))).post(service.url() + Service.FUNCTION);
            assertThat(answer.<String>path("images[0].model")).isEqualTo(model);
        }
    }

    @Test
    void aModelThatIsNotServedIsRefusedByName() {
        for (Object unknown : new Object[] {"third", 2}) {
            var answer = generate(Map.of("model", unknown));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.<String>path("errors[0].field")).isEqualTo("model");
            assertThat(answer.<String>path("errors[0].message")).contains("one of [scenes, second]");
        }
    }

    @Test
    void eachModelHasItsOwnLimits() {
        assertThat(generate(Map.of("steps", 10)).statusCode()).isEqualTo(200);
        var answer = generate(Map.of("model", SECOND, "steps", 10));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("detail")).contains("steps must be an integer from 1 to 9, not 10");
    }

    @Test
    void bothAreListed() {
        var models =
                ApiDescription.json(given().get(service.url() + "/v1/models")).path("data");

        assertThat(models.findValuesAsText("id")).containsExactly(FIRST, SECOND);
        assertThat(models.findValuesAsText("digest")).doesNotHaveDuplicates().allMatch(text -> text.length() == 71);
        assertThat(models.at("/0/family").asText()).isEqualTo("FLUX.1-dev");
        assertThat(models.at("/1/family").asText()).startsWith("Z-Image");
        assertThat(ApiDescription.texts(models.at("/0/abilities"))).contains("step_batching", "true_cfg");
        assertThat(models.at("/1/parameters/width/default").asInt()).isEqualTo(64);
        assertThat(models.at("/1/parameters/steps/max").asInt()).isEqualTo(9);
        assertThat(models.at("/0/parameters/steps/max").asInt()).isEqualTo(100);
    }

    @Test
    void theDescriptionNamesBothAndTellsWhereTheirLimitsDiffer() {
        // each reading is like the first: messages appear once
        JsonNode fields = fields();
        assertThat(fields()).isEqualTo(fields);
        assertThat(ApiDescription.texts(fields.at("/model/enum"))).containsExactly(FIRST, SECOND);
        assertThat(fields.at("/model/default").asText()).isEqualTo(FIRST);
        assertThat(fields.at("/steps/maximum").asInt()).isEqualTo(100);
        assertThat(fields.at("/steps/description").asText()).contains("; for `second` an integer from 1 to 9,");
        assertThat(fields.at("/prompt/description").asText()).doesNotContain("second");
    }

    @Test
    void theMetricsTellTheModelsApart() {
        generate(Map.of("model", SECOND));
        var metrics = given().get(service.url() + "/q/metrics").asString();
        assertThat(metrics)
                .contains("easel_images_total{model=\"scenes\"}", "easel_images_total{model=\"second\"}")
                .contains("easel_model_info{device=\"cpu\",family=\"FLUX.1-dev\",model=\"scenes\"}");
    }

    private JsonNode fields() {
        return new ApiDescription(ApiDescription.json(given().get(service.url() + "/q/openapi?format=json"))).fields();
    }

    private Response generate(Map<String, ?> more) {
        return Service.json(request(more)).post(service.url() + Service.GENERATE);
    }

    private static Map<String, Object> request(Map<String, ?> more) {
        var request = new HashMap<String, Object>(Map.of("prompt", "a cat", "steps", 2, "seed", 7));
        request.put("width", 64);
        request.put("height", 64);
        request.putAll(more);
        return request;
    }
}
