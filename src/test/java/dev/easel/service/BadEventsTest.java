package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.easel.service.EventRejection.assertRefused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Malformed events are refused by an event with the problem, and nothing is generated. */
@QuarkusTest
class BadEventsTest {
    private static final int BAD_REQUEST = 400;
    private static final String OVER_THE_LIMIT = "a".repeat(34_000_000);

    @RegisterExtension
    final NothingDrawn nothingDrawn = new NothingDrawn();

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
            assertRefused(answer, BAD_REQUEST, header.substring(3), "is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "specversion"})
    void aStructuredEventWithoutAnAttributeIsRefused(String attribute) {
        var envelope = Events.envelope(Events.newId(), Service.quick("a cat"));
        envelope.putNull(attribute);
        assertRefused(Events.structured(envelope).post("/"), BAD_REQUEST, attribute, "is missing");
        envelope.put(attribute, " ");
        assertRefused(Events.structured(envelope).post("/"), BAD_REQUEST, attribute, "is missing");
        envelope.remove(attribute);
        assertRefused(Events.structured(envelope).post("/"), BAD_REQUEST, attribute, "is missing");
    }

    @Test
    void theRefusalOfAMessageThatIsNotAnEventNamesEveryAttribute() {
        var answer = Service.json(Service.quick("a cat")).post("/");

        assertThat(answer.statusCode()).isEqualTo(BAD_REQUEST);
        assertThat(answer.<List<String>>path("errors.field")).containsExactly("specversion", "id", "source", "type");
    }

    static Stream<Arguments> attributes() {
        return Stream.of(
                Arguments.of("id", "\"" + "a".repeat(1025) + "\"", "at most 1024"),
                Arguments.of("id", "\"a\\nb\"", "control character"),
                Arguments.of("id", "\"\\ud800\"", "unpaired surrogate"),
                Arguments.of("id", "{}", "must be a string"),
                Arguments.of("id", "[\"a\"]", "must be a string"),
                Arguments.of("source", "\"not a uri\"", "its value is invalid"),
                Arguments.of("specversion", "\"0.3\"", "must be 1.0"),
                Arguments.of("time", "\"yesterday\"", "its value is invalid"),
                Arguments.of("dataschema", "\"a b\"", "its value is invalid"),
                Arguments.of("UPPER", "\"a\"", "is not an attribute of events"),
                Arguments.of("deadlinems\"", "1", "JSON"));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void anInvalidAttributeIsRefusedByName(String name, String value, String reason) {
        var envelope = Events.envelope(Events.newId(), Service.quick("a cat"));
        envelope.remove(name);
        String json =
                envelope.toString().replaceFirst("\\{", "{\"" + name + "\": " + value.replace("\\", "\\\\") + ", ");
        var answer = Events.structured(json).post("/");

        boolean isJson = !name.endsWith("\"");
        assertRefused(answer, BAD_REQUEST, isJson ? name : "body", reason);
    }

    @ParameterizedTest
    @CsvSource({"{\"specversion\":, is not valid JSON", "[], must be a JSON object", "'', is empty", "{} {}, JSON"})
    void aBrokenEnvelopeIsRefused(String body, String reason) {
        var event = Events.structured(body);
        assertRefused(event.post("/"), BAD_REQUEST, "body", reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents-batch+json",
                "application/cloudevents-batch+json; charset=utf-8",
                "application/cloudevents+xml",
                "application/cloudevents"
            })
    void batchesAndOtherFormatsAreRefused(String contentType) {
        var one = Events.envelope(Events.newId(), Service.quick("a cat"));
        for (String path : List.of("/", "/text-to-image")) {
            var answer = given().header("Content-Type", contentType)
                    .body(("[" + one + "]").getBytes(StandardCharsets.UTF_8))
                    .post(path);
            assertRefused(answer, 415, "Content-Type", "batches are not supported");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        var binary = Events.binary("too-large", OVER_THE_LIMIT).post("/");
        assertRefused(binary, 413, "body", "at most");
        assertThat(binary.header("ce-subject")).isEqualTo("too-large");

        assertRefused(Events.structured(OVER_THE_LIMIT).post("/"), 413, "body", "at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a|b", "a/b", "user@a", "[", "a:b"})
    void anInvalidHostIsRefused(String host) throws IOException {
        var answer = Events.exchange(Events.message(host, Events.newId(), "{\"prompt\": \"a cat\"}"));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("ce-type: " + Events.REJECTED, "Host must be a host");
    }
}
