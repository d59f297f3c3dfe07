package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the description of the API against the running service: what there is, and its limits. */
@QuarkusTest
class OpenApiTest extends DescriptionTest {
    private static final Map<String, Set<String>> OPERATIONS = Map.ofEntries(
            Map.entry("/generate", Set.of("post")),
            Map.entry("/jobs/{id}", Set.of("get", "delete")),
            Map.entry("/jobs/{id}/events", Set.of("get")),
            Map.entry("/v1/models", Set.of("get")),
            Map.entry("/v1/models/{id}", Set.of("get")),
            Map.entry("/v1/models/{id}/schema", Set.of("get")),
            Map.entry("/v1/version", Set.of("get")),
            Map.entry("/v1/interface", Set.of("get")),
            Map.entry("/v1/interface/styles/{name}", Set.of("get")),
            Map.entry("/text-to-image", Set.of("post")),
            Map.entry("/image-to-image", Set.of("post")),
            Map.entry("/", Set.of("post")),
            Map.entry("/images/{name}", Set.of("get")));

    @Test
    void describesEveryOperationAndNothingElse() {
        assertThat(api.path("openapi").asText()).startsWith("3.1");
        assertThat(ApiDescription.names(api.path("paths"))).isEqualTo(OPERATIONS.keySet());
        OPERATIONS.forEach((path, methods) -> {
            var operations = api.path("paths").path(path);
            assertThat(ApiDescription.names(operations)).isEqualTo(methods);
            assertThat(operations)
                    .allSatisfy(operation -> assertThat(ApiDescription.names(operation))
                            .contains("operationId", "summary", "description", "tags", "responses"));
        });
    }

    @Test
    void namesNothingOfTheInside() {
        String withoutEventTypes = api.root().toString().replaceAll("dev\\.easel\\.image\\.[a-z]+\\.v1", "");
        assertThat(withoutEventTypes).doesNotContain("dev.easel", "Resource");
    }

    @Test
    void refersOnlyToWhatItHas() {
        assertThat(api.root().findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void knowsTheFieldsThatTheServiceKnows() {
        String complaint = Service.json("{\"prompt\": \"a cat\", \"colour\": \"red\"}")
                .post(Service.GENERATE)
                .path("detail");

        var known = Pattern.compile("known are \\[(.*)\\]")
                .matcher(complaint)
                .results()
                .map(match -> match.group(1))
                .flatMap(list -> Arrays.stream(list.split(", ")))
                .collect(Collectors.toSet());
        assertThat(ApiDescription.names(api.fields())).isEqualTo(known);
    }

    @Test
    void tellsTheLimitsOfTheServedModel() {
        var model = ApiDescription.json(get("/v1/models")).at("/data/0");
        var limits = model.path("parameters");

        for (String field : List.of("width", "height", "steps", "guidance_scale", "true_cfg_scale")) {
            assertLimits(field, limits.path(field));
            assertThat(api.fields().path(field).path("default").asDouble())
                    .as(field)
                    .isEqualTo(limits.path(field).path("default").asDouble());
        }
        assertLimits("num_inference_steps", limits.path("steps"));
        for (String field : List.of("prompt", "negative_prompt")) {
            assertThat(api.fields().path(field).path("maxLength")).as(field).isEqualTo(limits.path("prompt_length"));
        }
        var strength = Service.json("{\"prompt\": \"a cat\", \"image\": \"x\", \"strength\": 2}")
                .post(Service.GENERATE);
        assertThat(strength.<String>path("detail"))
                .contains("from " + api.fields().at("/strength/minimum").asText() + " to "
                        + api.fields().at("/strength/maximum").asText());
        assertThat(api.fields().at("/strength/default").asDouble()).isEqualTo(0.6);
        assertThat(api.fields().at("/loras/maxProperties").asInt()).isEqualTo(4);
        assertThat(api.fields().at("/loras/additionalProperties/maximum").asInt())
                .isEqualTo(2);
        assertThat(api.fields().at("/scheduler/enum").isArray()).isTrue();
        assertThat(api.fields().at("/style_preset/enum")).isEqualTo(model.path("style_presets"));
        assertThat(api.fields().at("/model/enum")).containsExactly(model.path("id"));
    }

    @Test
    void namesTheWordsAndNumbersThatHeadersTake() {
        var parameters = api.at("/components/parameters");
        for (var priority : parameters.at("/Priority/schema/enum")) {
            withHeader("X-Priority", priority.asText()).then().statusCode(200);
        }
        var deadline = parameters.at("/Deadline/schema");
        withHeader("X-Deadline-Ms", deadline.path("maximum").asText()).then().statusCode(200);
        assertThat(withHeader("X-Deadline-Ms", "0").<String>path("detail"))
                .endsWith("from " + deadline.path("minimum").asText() + " to "
                        + deadline.path("maximum").asText());
        assertThat(parameters.at("/Priority/name").asText()).isEqualTo("X-Priority");
        assertThat(parameters.at("/Deadline/name").asText()).isEqualTo("X-Deadline-Ms");
    }

    private void assertLimits(String field, JsonNode limits) {
        var schema = api.fields().path(field);
        assertThat(schema.path("minimum").asDouble(Double.NaN))
                .as(field)
                .isEqualTo(limits.path("min").asDouble());
        assertThat(schema.path("maximum").asDouble(Double.NaN))
                .as(field)
                .isEqualTo(limits.path("max").asDouble());
        assertThat(schema.path("multipleOf").asDouble(1))
                .as(field)
                .isEqualTo(limits.path("multiple_of").asDouble(1));
    }

    private static Response withHeader(String name, String value) {
        return Service.json("{\"prompt\": \"a cat\", \"steps\": 1}")
                .header(name, value)
                .post(Service.GENERATE);
    }
}
