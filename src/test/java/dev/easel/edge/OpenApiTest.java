package dev.easel.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.engine.EngineState;
import dev.easel.engine.Limit;
import dev.easel.request.Rejection;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Holds the description of the API against the running service. */
@QuarkusTest
class OpenApiTest {
    private static final Duration START = Duration.ofMinutes(2);
    private static final String JSON = "application/json";
    private static final Map<String, Set<String>> OPERATIONS = Map.of(
            "/generate", Set.of("post"),
            "/jobs/{id}", Set.of("get", "delete"),
            "/jobs/{id}/events", Set.of("get"),
            "/v1/models", Set.of("get"),
            "/text-to-image", Set.of("post"));

    @Inject
    ObjectMapper mapper;

    @Inject
    Problems problems;

    private JsonNode document;

    @BeforeEach
    void readDocument() throws JsonProcessingException {
        await().atMost(START).until(() -> get("/q/health/ready").statusCode() == 200);
        document = json(get("/q/openapi?format=json"));
    }

    @Test
    void describesEveryOperationAndNothingElse() {
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(names(document.path("paths"))).isEqualTo(OPERATIONS.keySet());
        OPERATIONS.forEach((path, methods) -> {
            var operations = document.path("paths").path(path);
            assertThat(names(operations)).isEqualTo(methods);
            assertThat(operations)
                    .allSatisfy(operation -> assertThat(names(operation))
                            .contains("operationId", "summary", "description", "tags", "responses"));
        });
    }

    @Test
    void namesNothingOfTheInside() {
        assertThat(document.toString()).doesNotContain("dev.easel", "Resource");
    }

    @Test
    void refersOnlyToWhatItHas() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void knowsTheFieldsThatTheServiceKnows() {
        String complaint =
                generate("{\"prompt\": \"a cat\", \"colour\": \"red\"}").path("detail");

        var known = Pattern.compile("known are \\[(.*)\\]")
                .matcher(complaint)
                .results()
                .map(match -> match.group(1))
                .flatMap(list -> Arrays.stream(list.split(", ")))
                .collect(Collectors.toSet());
        assertThat(names(fields())).isEqualTo(known);
    }

    @Test
    void tellsTheLimitsOfTheServedModel() throws JsonProcessingException {
        var model = json(get("/v1/models")).at("/data/0");
        var limits = model.path("parameters");

        for (String field : List.of("width", "height", "steps", "guidance_scale", "true_cfg_scale")) {
            assertLimits(field, limits.path(field));
            assertThat(fields().path(field).path("default").asDouble())
                    .as(field)
                    .isEqualTo(limits.path(field).path("default").asDouble());
        }
        assertLimits("num_inference_steps", limits.path("steps"));
        for (String field : List.of("prompt", "negative_prompt")) {
            assertThat(fields().path(field).path("maxLength")).as(field).isEqualTo(limits.path("prompt_length"));
        }
        assertThat(fields().at("/style_preset/enum")).isEqualTo(model.path("style_presets"));
        assertThat(fields().at("/model/enum")).containsExactly(model.path("id"));
    }

    @Test
    void givesExamplesThatAreDrawn() {
        var examples = document.at("/components/requestBodies/Generation/content/application~1json/examples");
        var documented = names(document.at("/paths/~1generate/post/responses/200/content"));

        assertThat(examples).hasSizeGreaterThanOrEqualTo(4).allSatisfy(example -> {
            var request = example.path("value");
            String format = request.path("output_format").asText("png");
            assertThat(documented).contains("image/" + format);
            generate(request.toString()).then().statusCode(200).contentType("image/" + format);
        });
    }

    @Test
    void drawsInEveryFormItNames() {
        var forms = names(document.at("/paths/~1generate/post/responses/200/content"));

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
    void showsPicturesInJsonAsTheyAre() throws JsonProcessingException {
        var example = document.at("/components/examples/GenerationResponse/value/images/0");
        var request =
                document.at("/components/requestBodies/Generation/content/application~1json/examples/scene/value");

        for (String path : List.of("/generate", "/text-to-image")) {
            var image = (ObjectNode) json(given().contentType(JSON)
                            .accept(JSON)
                            .body(request.toString())
                            .post(path))
                    .at("/images/0");

            assertThat(image.path("b64_json").asText())
                    .startsWith(example.path("b64_json").asText());
            assertThat(image.set("b64_json", example.path("b64_json")).toString())
                    .isEqualTo(example.toString());
            assertThat(names(image)).isEqualTo(names(document.at("/components/schemas/Image/properties")));
        }
    }

    @Test
    void namesTheWordsAndNumbersThatHeadersTake() {
        var parameters = document.at("/components/parameters");
        for (var priority : parameters.at("/Priority/schema/enum")) {
            withHeader(Treatment.PRIORITY, priority.asText()).then().statusCode(200);
        }
        var deadline = parameters.at("/Deadline/schema");
        withHeader(Treatment.DEADLINE, deadline.path("maximum").asText()).then().statusCode(200);
        assertThat(withHeader(Treatment.DEADLINE, "0").<String>path("detail"))
                .endsWith("from " + deadline.path("minimum").asText() + " to "
                        + deadline.path("maximum").asText());
        assertThat(parameters.at("/Priority/name").asText()).isEqualTo(Treatment.PRIORITY);
        assertThat(parameters.at("/Deadline/name").asText()).isEqualTo(Treatment.DEADLINE);
    }

    @Test
    void namesTheFieldsThatJobsHave() throws JsonProcessingException {
        var drawn = submit(64, 4);
        JobsTest.awaitStatus(drawn.header("Location"), "succeeded");
        var running = submit(256, 100);
        // of another size, so that it cannot join the one before it
        var queued = submit(128, 100);
        await().until(() -> get(running.header("Location")).path("eta_ms") != null);

        var views = new ArrayList<>(
                List.of(json(queued), json(get(running.header("Location"))), json(get(drawn.header("Location")))));
        for (var job : List.of(queued, running)) {
            delete(job.header("Location"));
            JobsTest.awaitStatus(job.header("Location"), "cancelled");
            views.add(json(get(job.header("Location"))));
        }

        assertThat(views.stream().map(view -> view.path("status").asText()))
                .containsExactly("queued", "running", "succeeded", "cancelled", "cancelled")
                .isSubsetOf(texts(schema("Job").at("/properties/status/enum")));
        assertThat(views.stream().flatMap(view -> names(view).stream()).collect(Collectors.toSet()))
                .isEqualTo(names(schema("Job").path("properties")));
        for (String example : List.of("QueuedJob", "RunningJob", "SucceededJob", "CancelledJob")) {
            views.add(document.at("/components/examples/" + example + "/value"));
        }
        assertThat(views)
                .allSatisfy(view -> assertThat(names(view))
                        .containsAll(texts(schema("Job").path("required")))
                        .isSubsetOf(names(schema("Job").path("properties"))));
    }

    @Test
    void namesTheFieldsThatEventsHave() throws JsonProcessingException {
        var events = new ArrayList<EventStream.Event>();
        for (String deadline : List.of("60000", "1")) {
            try (var stream = EventStream.post(
                    RestAssured.port,
                    Service.GENERATE,
                    "{\"prompt\": \"a cat\", \"steps\": 9}",
                    Treatment.DEADLINE,
                    deadline)) {
                events.addAll(stream.all());
            }
        }
        var kinds = StreamSupport.stream(schema("Event").path("oneOf").spliterator(), false)
                .collect(Collectors.toMap(
                        kind -> kind.at("/properties/event/const").asText(),
                        kind -> document.at(
                                kind.at("/properties/data/$ref").asText().substring(1))));

        assertThat(events.stream().map(EventStream.Event::name).collect(Collectors.toSet()))
                .isEqualTo(kinds.keySet());
        events.addAll(exampleEvents());
        assertThat(events).allSatisfy(event -> {
            var fields = names(Objects.requireNonNull(kinds.get(event.name())).path("properties"));
            // wrong fields are told before there is a stream
            fields.remove("errors");
            assertThat(names(event.data())).as(event.name()).isEqualTo(fields);
        });
    }

    @Test
    void showsTheModelAsItIs() throws JsonProcessingException {
        var example = document.at("/components/examples/Models/value");
        var answer = json(get("/v1/models"));

        // what identifies the files changes with them; the form is what the example shows
        ((ObjectNode) answer.at("/data/0")).set("digest", example.at("/data/0/digest"));
        assertThat(answer.toString()).isEqualTo(example.toString());
    }

    @Test
    void showsTheProblemThatItsRequestGets() throws JsonProcessingException {
        var example = document.at("/components/responses/Invalid/content/application~1problem+json/examples/invalid");
        String request = Pattern.compile("`(.*)`")
                .matcher(example.path("description").asText())
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();

        var answer = generate(request);

        answer.then().statusCode(400).contentType("application/problem+json");
        assertThat(json(answer)).isEqualTo(example.path("value"));
    }

    @Test
    void showsTheOtherProblemsAsTheyAre() {
        assertExample("NotAcceptable", problems.of(406));
        assertExample("TooLarge", problems.of(413));
        assertExample("UnsupportedMediaType", problems.of(415));
        for (var limit : Limit.values()) {
            assertProblem(
                    "QueueFull",
                    "examples/" + limit.name().toLowerCase(Locale.ROOT) + "/value",
                    Problem.of(new Rejection.Full(limit, Duration.ofSeconds(1))));
        }
        assertExample("UnknownJob", Problem.of(new Rejection.Unknown("")));
        assertExample("DeadlineExceeded", Problem.of(new Rejection.Expired()));
        assertExample("Failed", problems.of(500));
        assertExample(
                "Unavailable",
                Problem.of(ServedModel.unavailable(new EngineState.Opening()).rejection()));
    }

    private void assertExample(String name, Problem problem) {
        assertProblem(name, "example", problem);
    }

    private void assertProblem(String name, String example, Problem problem) {
        assertThat(document.at("/components/responses/" + name + "/content/application~1problem+json/" + example))
                .as(name)
                .isEqualTo(mapper.<JsonNode>valueToTree(problem));
    }

    /** What is a multiple of 1 is not worth a word. */
    private void assertLimits(String field, JsonNode limits) {
        var schema = fields().path(field);
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

    private JsonNode fields() {
        return document.at("/components/schemas/GenerationRequest/properties");
    }

    private JsonNode json(Response response) throws JsonProcessingException {
        return mapper.readTree(response.asString());
    }

    private static Response generate(String body) {
        return given().contentType(JSON).body(body).post("/generate");
    }

    private List<EventStream.Event> exampleEvents() throws JsonProcessingException {
        var lines = Pattern.compile("id:(\\d+)\nevent:(.*)\ndata:(.*)\n")
                .matcher(document.at("/components/examples/Events/value").asText())
                .results()
                .toList();
        assertThat(lines).isNotEmpty();
        var events = new ArrayList<EventStream.Event>();
        for (var line : lines) {
            events.add(new EventStream.Event(line.group(1), line.group(2), mapper.readTree(line.group(3))));
        }
        return events;
    }

    private JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    private static Response withHeader(String name, String value) {
        return Service.json("{\"prompt\": \"a cat\", \"steps\": 1}")
                .header(name, value)
                .post(Service.GENERATE);
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Response submit(int size, int steps) {
        return Service.json(Map.of("prompt", "a cat", "width", size, "height", size, "steps", steps))
                .header("Prefer", "respond-async")
                .post(Service.GENERATE);
    }

    private static Set<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
