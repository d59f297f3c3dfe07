package dev.easel.edge;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes as an event, the answer is an event that holds the problem, and nothing is drawn. */
@QuarkusTest
class BadEventsTest {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final String OVER_THE_LIMIT = "a".repeat(34_000_000);

    private double stepsBefore;

    @BeforeEach
    void count() {
        Service.awaitReady();
        stepsBefore = Events.steps("");
    }

    @AfterEach
    void nothingWasDrawnAndTheNextEventIs() {
        assertThat(Events.steps("")).isEqualTo(stepsBefore);
        assertThat(Events.post(Events.newId(), Service.quick("a cat")).header("ce-type"))
                .isEqualTo(Events.GENERATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-source", "ce-type", "ce-specversion"})
    void aBinaryEventWithoutAnAttributeIsRefused(String header) {
        var attributes = new HashMap<>(Map.of(
                "ce-id",
                Events.newId(),
                "ce-source",
                Events.SOURCE,
                "ce-type",
                Events.REQUESTED,
                "ce-specversion",
                "1.0"));
        attributes.remove(header);
        for (String path : List.of("/", "/text-to-image", "/image-to-image")) {
            var answer =
                    Service.json(Service.quick("a cat")).headers(attributes).post(path);
            assertRejected(answer, BAD_REQUEST, BAD_REQUEST, header.substring(3), "is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "specversion"})
    void aStructuredEventWithoutAnAttributeIsRefused(String attribute) {
        var envelope = Events.envelope(Events.newId(), Service.quick("a cat"));
        envelope.putNull(attribute);
        assertRejected(post(envelope), BAD_REQUEST, BAD_REQUEST, attribute, "is missing");
        envelope.put(attribute, " ");
        assertRejected(post(envelope), BAD_REQUEST, BAD_REQUEST, attribute, "is missing");
        envelope.remove(attribute);
        assertRejected(post(envelope), BAD_REQUEST, BAD_REQUEST, attribute, "is missing");
    }

    private static Response post(JsonNode envelope) {
        return Events.structured(envelope.toString()).post("/");
    }

    @Test
    void whatIsNoEventAtAllIsToldEveryAttribute() {
        var answer = Service.json(Service.quick("a cat")).post("/");

        assertThat(answer.statusCode()).isEqualTo(BAD_REQUEST);
        assertThat(answer.<List<String>>path("errors.field")).containsExactly("specversion", "id", "source", "type");
    }

    static Stream<Arguments> attributes() {
        return Stream.of(
                Arguments.of("id", "\"" + "a".repeat(1025) + "\"", "at most 1024"),
                Arguments.of("id", "\"a\\nb\"", "control character"),
                Arguments.of("id", "\"\\ud800\"", "half of a character"),
                Arguments.of("id", "{}", "must be a text"),
                Arguments.of("id", "[\"a\"]", "must be a text"),
                Arguments.of("source", "\"not a uri\"", "not in its form"),
                Arguments.of("specversion", "\"0.3\"", "must be 1.0"),
                Arguments.of("time", "\"yesterday\"", "not in its form"),
                Arguments.of("dataschema", "\"a b\"", "not in its form"),
                Arguments.of("UPPER", "\"a\"", "is not an attribute"),
                Arguments.of("deadlinems\"", "1", "JSON"));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void anAttributeThatCannotBeIsRefusedByName(String name, String value, String reason) {
        var envelope = Events.envelope(Events.newId(), Service.quick("a cat"));
        envelope.remove(name);
        String json =
                envelope.toString().replaceFirst("\\{", "{\"" + name + "\": " + value.replace("\\", "\\\\") + ", ");
        var answer = Events.structured(json).post("/");

        boolean isJson = !name.endsWith("\"");
        assertRejected(answer, BAD_REQUEST, BAD_REQUEST, isJson ? name : "body", reason);
    }

    @ParameterizedTest
    @CsvSource({
        "{\"prompt\": , data, is not valid JSON",
        "{\"prompt\": \"a\"} x, data, is not valid JSON",
        "'{\"prompt\": \"a\", \"prompt\": \"b\"}', data, Duplicate",
        "[1], data, must be a JSON object",
        "'', data, is empty",
        "{}, prompt, is required",
        "'{\"prompt\": \"a\", \"colour\": \"red\"}', colour, known are",
        "'{\"prompt\": \"a\", \"width\": 100}', width, multiple of 16",
        "'{\"prompt\": \"a\", \"task\": \"video\"}', task, must be text-to-image or image-to-image",
        "'{\"prompt\": \"a\", \"task\": \"image-to-image\"}', image, ''",
        "'{\"prompt\": \"a\", \"task\": \"text-to-image\", \"image\": \"eA==\"}', task, must be image-to-image with an image",
        "'{\"prompt\": \"a\", \"image\": \"eA==\"}', image, ''"
    })
    void dataThatCannotBeDrawnIsRejectedForGood(String data, String field, String reason) {
        var event = given().header("ce-specversion", "1.0")
                .header("ce-type", Events.REQUESTED)
                .header("ce-source", Events.SOURCE)
                .header("ce-id", Events.newId())
                .contentType("application/json");
        var answer = (data.isEmpty() ? event : event.body(data)).post("/");

        assertRejected(answer, OK, BAD_REQUEST, field, reason);
    }

    @ParameterizedTest
    @CsvSource({"{\"specversion\":, is not valid JSON", "[], must be a JSON object", "'', is empty", "{} {}, JSON"})
    void aBrokenEnvelopeIsRefused(String body, String reason) {
        var event = Events.structured(body);
        assertRejected(event.post("/"), BAD_REQUEST, BAD_REQUEST, "body", reason);
    }

    @Test
    void theImageIsNeededWhereTheFunctionNeedsIt() {
        assertRejected(
                Events.binary(Events.newId(), Service.quick("a cat")).post("/image-to-image"),
                OK,
                BAD_REQUEST,
                "image",
                "");
        assertRejected(
                Events.binary(Events.newId(), Map.of("prompt", "a", "task", "text-to-image"))
                        .post("/image-to-image"),
                OK,
                BAD_REQUEST,
                "task",
                "must be image-to-image here");
    }

    @Test
    void anUnknownTypeIsRejectedForGood() {
        var envelope = Events.envelope(Events.newId(), Service.quick("a cat"));
        for (String type : List.of("dev.easel.image.requested.v2", "text-to-image", "com.example.other")) {
            assertRejected(post(envelope.put("type", type)), OK, BAD_REQUEST, "type", "must be " + Events.REQUESTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Events.GENERATED, Events.REJECTED})
    void ownAnswersAreNotAnswered(String type) {
        var answer = post(Events.envelope(Events.newId(), Map.of()).put("type", type));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.asString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents-batch+json",
                "application/cloudevents-batch+json; charset=utf-8",
                "application/cloudevents+xml",
                "application/cloudevents"
            })
    void batchesAndOtherFormatsAreNotTaken(String contentType) {
        var one = Events.envelope(Events.newId(), Service.quick("a cat"));
        for (String path : List.of("/", "/text-to-image")) {
            var answer = given().header("Content-Type", contentType)
                    .body(("[" + one + "]").getBytes(StandardCharsets.UTF_8))
                    .post(path);
            assertRejected(answer, 415, 415, "Content-Type", "batches are not taken");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        var binary = Events.binary("too-large", OVER_THE_LIMIT).post("/");
        assertRejected(binary, 413, 413, "body", "at most");
        assertThat(binary.header("ce-subject")).isEqualTo("too-large");

        assertRejected(Events.structured(OVER_THE_LIMIT).post("/"), 413, 413, "body", "at most");
    }

    @ParameterizedTest
    @CsvSource({
        "priority, urgent, 'must be high, normal or low'",
        "deadlinems, 0, must be an integer",
        "deadlinems, x, must be"
    })
    void howItIsTreatedIsRefusedByName(String attribute, String value, String reason) {
        var answer = Events.binary(Events.newId(), Service.quick("a cat"))
                .header("ce-" + attribute, value)
                .post("/");
        assertRejected(answer, OK, BAD_REQUEST, attribute, reason);
    }

    @Test
    void dataOfAnotherMediaTypeIsRejected() {
        var answer = post(Events.envelope(Events.newId(), "a cat").put("datacontenttype", "text/plain"));
        assertRejected(answer, OK, BAD_REQUEST, "datacontenttype", "must be application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a|b", "a/b", "user@a", "[", "a:b"})
    void aHostThatCannotBeIsRefused(String host) throws IOException {
        var answer = Events.exchange(Events.message(host, Events.newId(), "{\"prompt\": \"a cat\"}"));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("ce-type: " + Events.REJECTED, "Host must be a host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/images/x.png",
                "/images/..%2F..%2Fetc%2Fpasswd",
                "/images/%2e%2e",
                "/images/0000000000000000000000000000000000000000000000000000000000000000.png",
                "/images/0000000000000000000000000000000000000000000000000000000000000000.json"
            })
    void whatIsNoStoredPictureIsNotFound(String path) {
        var answer = given().urlEncodingEnabled(false).get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    private static void assertRejected(Response answer, int status, int told, String field, String reason) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        var body = Events.json(answer);
        boolean structured = answer.contentType().startsWith(Events.STRUCTURED);
        var problem = structured ? body.path("data") : body;
        assertThat(structured ? body.path("type").asText() : answer.header("ce-type"))
                .isEqualTo(Events.REJECTED);
        assertThat(structured ? body.path("datacontenttype").asText() : answer.contentType())
                .isEqualTo("application/problem+json");
        assertThat(structured ? body.path("subject").asText() : answer.header("ce-subject"))
                .isNotEmpty();
        assertThat(problem.path("type").asText()).startsWith("https://easel.dev/problems/");
        assertThat(problem.path("status").asInt()).isEqualTo(told);
        assertThat(problem.path("errors")).anySatisfy(error -> {
            assertThat(error.path("field").asText()).isEqualTo(field);
            assertThat(error.path("message").asText()).contains(reason);
        });
        assertThat(answer.asString()).doesNotContain("Exception", "dev.easel.e", "io.cloudevents");
    }
}
