package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.easel.service.EventRejection.assertRejectedForGood;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Well-formed events with invalid data, task, type or options are rejected for good, and nothing is generated. */
@QuarkusTest
class BadEventDataTest {
    @RegisterExtension
    final NothingDrawn nothingDrawn = new NothingDrawn();

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
    void invalidDataIsRejectedForGood(String data, String field, String reason) {
        var event = given().header("ce-specversion", "1.0")
                .header("ce-type", Events.REQUESTED)
                .header("ce-source", Events.SOURCE)
                .header("ce-id", Events.newId())
                .contentType("application/json");
        var answer = (data.isEmpty() ? event : event.body(data)).post("/");

        assertRejectedForGood(answer, field, reason);
    }

    @Test
    void anEventAtAFunctionNeedsTheFunctionsFields() {
        assertRejectedForGood(
                Events.binary(Events.newId(), Service.quick("a cat")).post("/image-to-image"), "image", "");
        assertRejectedForGood(
                Events.binary(Events.newId(), Map.of("prompt", "a", "task", "text-to-image"))
                        .post("/image-to-image"),
                "task",
                "must be image-to-image here");
    }

    @Test
    void dataOfAnotherMediaTypeIsRejected() {
        var answer = Events.structured(Events.envelope(Events.newId(), "a cat").put("datacontenttype", "text/plain"))
                .post("/");
        assertRejectedForGood(answer, "datacontenttype", "must be application/json");
    }

    @Test
    void anUnknownTypeIsRejectedForGood() {
        var envelope = Events.envelope(Events.newId(), Service.quick("a cat"));
        for (String type : List.of("dev.easel.image.requested.v2", "text-to-image", "com.example.other")) {
            assertRejectedForGood(
                    Events.structured(envelope.put("type", type)).post("/"), "type", "must be " + Events.REQUESTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Events.GENERATED, Events.REJECTED})
    void ownAnswersAreNotAnswered(String type) {
        var answer = Events.structured(Events.envelope(Events.newId(), Map.of()).put("type", type))
                .post("/");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.asString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "priority, urgent, 'must be high, normal or low'",
        "deadlinems, 0, must be an integer",
        "deadlinems, x, must be"
    })
    void invalidOptionsAreRefusedByName(String attribute, String value, String reason) {
        var answer = Events.binary(Events.newId(), Service.quick("a cat"))
                .header("ce-" + attribute, value)
                .post("/");
        assertRejectedForGood(answer, attribute, reason);
    }
}
