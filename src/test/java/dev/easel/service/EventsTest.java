package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Valid events: both modes, both tasks, their options, and their answers. */
@QuarkusTest
class EventsTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/text-to-image"})
    void aBinaryEventIsAnsweredByABinaryEvent(String path) {
        String id = Events.newId();
        var answer = Events.binary(id, Service.quick("a cat")).post(path);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("ce-specversion")).isEqualTo("1.0");
        assertThat(answer.header("ce-type")).isEqualTo(Events.GENERATED);
        assertThat(answer.header("ce-source")).isEqualTo("/easel");
        assertThat(answer.header("ce-subject")).isEqualTo(id);
        assertThat(answer.header("ce-id")).matches("[0-9a-f]{64}");
        assertThat(OffsetDateTime.parse(answer.header("ce-time")))
                .isAfter(OffsetDateTime.parse("2025-01-01T00:00:00Z"));
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertGenerated(Events.json(answer), "a cat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/text-to-image"})
    void aStructuredEventIsAnsweredByAStructuredEvent(String path) {
        String id = Events.newId();
        var answer = Events.structured(
                        Events.envelope(id, Service.quick("a cat")).toString())
                .post(path);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(Events.STRUCTURED);
        var event = Events.json(answer);
        assertThat(ApiDescription.names(event))
                .containsExactlyInAnyOrder(
                        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
        assertThat(event.path("type").asText()).isEqualTo(Events.GENERATED);
        assertThat(event.path("subject").asText()).isEqualTo(id);
        assertGenerated(event.path("data"), "a cat");
    }

    /** The image is the one that POST /generate returns. */
    private static void assertGenerated(JsonNode data, String prompt) {
        byte[] expected = Service.generate(Service.quick(prompt)).asByteArray();
        assertThat(Base64.getDecoder().decode(data.at("/images/0/b64_json").asText()))
                .isEqualTo(expected);
        assertThat(data.at("/images/0/seed").asInt()).isEqualTo(7);
        assertThat(data.at("/images/0/model").asText()).isEqualTo("scenes-flux");
    }

    @Test
    void dataMayBeBase64() {
        var envelope = Events.envelope(Events.newId(), Map.of());
        envelope.remove("data");
        envelope.put("datacontenttype", "application/json")
                .put(
                        "data_base64",
                        Sources.base64(
                                "{\"prompt\": \"a cat\", \"steps\": 2, \"seed\": 7}".getBytes(StandardCharsets.UTF_8)));

        var event = Events.json(Events.structured(envelope.toString()).post("/"));

        assertGenerated(event.path("data"), "a cat");
    }

    @Test
    void anImageMakesTheTaskImageToImage() {
        var data = Map.of(
                "prompt", "a cat", "steps", 4, "seed", 7, "strength", 0.5, "image", Sources.base64(Sources.SCENE));
        byte[] expected = Service.generate(data).asByteArray();

        for (String path : new String[] {"/", "/image-to-image"}) {
            assertImage(Events.binary(Events.newId(), data).post(path), expected);
        }
        var named = new HashMap<String, Object>(data);
        named.put("task", "image-to-image");
        assertImage(Events.post(Events.newId(), named), expected);
        assertThat(expected)
                .isNotEqualTo(Service.generate(Service.quick("a cat")).asByteArray());
    }

    private static void assertImage(Response answer, byte[] expected) {
        assertThat(answer.header("ce-type")).as(answer.asString()).isEqualTo(Events.GENERATED);
        assertThat(Base64.getDecoder()
                        .decode(Events.json(answer).at("/images/0/b64_json").asText()))
                .isEqualTo(expected);
    }

    @Test
    void attributesSetPriorityAndDeadline() {
        double before = Service.METRICS.value("easel_queue_seconds_count{priority=\"high\"}");

        var answer = Events.binary(Events.newId(), Service.quick("a cat"))
                .header("ce-priority", "high")
                .header("ce-deadlinems", "60000")
                .post("/");
        assertThat(answer.header("ce-type")).isEqualTo(Events.GENERATED);
        assertThat(Service.METRICS.value("easel_queue_seconds_count{priority=\"high\"}") - before)
                .isEqualTo(1);

        var structured = Events.envelope(Events.newId(), Map.of("prompt", "a cat", "steps", 100));
        structured.put("deadlinems", 1);
        var late = Events.structured(structured.toString()).post("/");
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(Events.json(late).path("type").asText()).isEqualTo(Events.REJECTED);
        assertThat(Events.json(late).at("/data/status").asInt()).isEqualTo(504);
    }

    @Test
    void theAnswerCarriesTheTrace() {
        var byAttribute = Events.binary(Events.newId(), Service.quick("a cat"))
                .header("ce-traceparent", TRACE)
                .header("ce-tracestate", "vendor=1")
                .header("traceparent", "00-11111111111111111111111111111111-2222222222222222-01")
                .post("/");
        assertThat(byAttribute.header("ce-traceparent")).isEqualTo(TRACE);
        assertThat(byAttribute.header("ce-tracestate")).isEqualTo("vendor=1");

        var byHeader = Events.binary(Events.newId(), Service.quick("a cat"))
                .header("traceparent", TRACE)
                .post("/");
        assertThat(byHeader.header("ce-traceparent")).isEqualTo(TRACE);

        var structured = Events.envelope(Events.newId(), Service.quick("a cat")).put("traceparent", TRACE);
        assertThat(Events.json(Events.structured(structured.toString()).post("/"))
                        .path("traceparent")
                        .asText())
                .isEqualTo(TRACE);
    }

    @Test
    void anIdMayBeAnyText() {
        String id = "größe \"1\" 100% ../../x";
        String encoded = "gr%C3%B6%C3%9Fe%20%221%22%20100%25%20../../x";
        var binary = Events.binary(encoded, Service.quick("a cat")).post("/");
        var structured = Events.structured(
                        Events.envelope(id, Service.quick("a dog")).toString())
                .post("/");

        assertThat(binary.header("ce-subject")).isEqualTo(encoded);
        assertThat(Events.json(structured).path("subject").asText()).isEqualTo(id);
        // the same event in another mode, so that it has the same answer
        assertThat(Events.json(structured).path("id").asText()).isEqualTo(binary.header("ce-id"));
        assertThat(Events.json(structured).path("data")).isEqualTo(Events.json(binary));
    }

    @Test
    void aFunctionCallThatIsNotAnEventIsAnsweredInJson() {
        var answer = Service.json(Service.quick("a cat")).post(Service.FUNCTION);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().hasHeaderWithName("ce-type")).isFalse();
    }
}
