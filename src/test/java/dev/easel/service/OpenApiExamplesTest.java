package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.call.Problems;
import dev.easel.engine.EngineConfig;
import dev.easel.engine.EngineState;
import dev.easel.engine.Limit;
import dev.easel.generation.ServedModels;
import dev.easel.problem.Problem;
import dev.easel.problem.Rejection;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the examples of the API's description against what the running service answers. */
@QuarkusTest
class OpenApiExamplesTest extends DescriptionTest {
    private static final String JSON = "application/json";

    @Inject
    ObjectMapper mapper;

    @Inject
    Problems problems;

    @Inject
    EngineConfig engine;

    @Test
    void givesExamplesThatAreDrawn() {
        var examples = api.at("/components/requestBodies/GenerationOrForm/content/application~1json/examples");
        var documented = ApiDescription.names(api.at("/paths/~1generate/post/responses/200/content"));

        assertThat(examples).hasSizeGreaterThanOrEqualTo(6).allSatisfy(reference -> {
            var request = api.at(reference.path("$ref").asText().substring(1)).path("value");
            String format = request.path("output_format").asText("png");
            assertThat(documented).contains("image/" + format);
            Service.json(request.toString())
                    .post(Service.GENERATE)
                    .then()
                    .statusCode(200)
                    .contentType("image/" + format);
        });
    }

    @Test
    void drawsInEveryFormItNames() {
        var forms = ApiDescription.names(api.at("/paths/~1generate/post/responses/200/content"));

        assertThat(forms)
                .hasSize(5)
                .allSatisfy(form -> given().contentType(JSON)
                        .accept(form)
                        .body("{\"prompt\": \"a cat\", \"steps\": 1}")
                        .post("/generate")
                        .then()
                        .statusCode(200)
                        .contentType(form));
    }

    @Test
    void showsImagesInJsonAsTheyAre() {
        var example = api.at("/components/examples/GenerationResponse/value/images/0");
        var request = api.at("/components/examples/Scene/value");

        for (String path : List.of("/generate", "/text-to-image")) {
            var image = (ObjectNode) ApiDescription.json(given().contentType(JSON)
                            .accept(JSON)
                            .body(request.toString())
                            .post(path))
                    .at("/images/0");

            assertThat(image.path("b64_json").asText())
                    .startsWith(example.path("b64_json").asText());
            assertThat(image.set("b64_json", example.path("b64_json")).toString())
                    .isEqualTo(example.toString());
            assertThat(ApiDescription.names(image))
                    .isEqualTo(ApiDescription.names(api.at("/components/schemas/Image/properties")));
        }
    }

    @Test
    void showsTheModelAsItIs() {
        var example = api.at("/components/examples/Models/value");
        var answer = ApiDescription.json(get("/v1/models"));

        // what identifies the files changes with them; the form is what the example shows
        var model = (ObjectNode) answer.at("/data/0");
        model.set("digest", example.at("/data/0/digest"));
        model.set("created", example.at("/data/0/created"));
        assertThat(answer.toString()).isEqualTo(example.toString());
    }

    @Test
    void showsTheProblemThatItsRequestGets() {
        var example = api.at("/components/responses/Invalid/content/application~1problem+json/examples/invalid");
        String request = Pattern.compile("`(.*)`")
                .matcher(example.path("description").asText())
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();

        var answer = Service.json(request).post(Service.GENERATE);

        answer.then().statusCode(400).contentType("application/problem+json");
        assertThat(ApiDescription.json(answer)).isEqualTo(example.path("value"));
    }

    @Test
    void showsTheOtherProblemsAsTheyAre() {
        assertExample("NotAcceptable", problems.ofStatus(406));
        assertExample("TooLarge", problems.ofStatus(413));
        assertExample("UnsupportedMediaType", problems.ofStatus(415));
        for (var limit : Limit.values()) {
            assertProblem(
                    "QueueFull",
                    "examples/" + limit.name().toLowerCase(Locale.ROOT) + "/value",
                    Problem.of(
                            new Rejection.Full(ServedModels.inWords(engine.queue(), limit), Duration.ofSeconds(12))));
        }
        assertExample("UnknownJob", Problem.of(new Rejection.Unknown("")));
        assertExample("DeadlineExceeded", Problem.of(new Rejection.Expired()));
        assertExample("Failed", problems.ofStatus(500));
        assertExample(
                "Unavailable",
                Problem.of(ServedModels.unavailable(new EngineState.Opening()).rejection()));
    }

    private void assertExample(String name, Problem problem) {
        assertProblem(name, "example", problem);
    }

    private void assertProblem(String name, String example, Problem problem) {
        assertThat(api.at("/components/responses/" + name + "/content/application~1problem+json/" + example))
                .as(name)
                .isEqualTo(mapper.<JsonNode>valueToTree(problem));
    }
}
