package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The progress of an image as server-sent events. */
@QuarkusTest
class WatchingTest {
    private static final String BODY = "{\"prompt\": \"a cat\", \"steps\": 10, \"seed\": 7}";

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @Test
    void aStreamHasPositionProgressPreviewsAndTheImage() {
        try (var stream = EventStream.post(RestAssured.port, Service.GENERATE, BODY)) {
            var events = stream.all();

            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type").orElseThrow()).startsWith("text/event-stream");
            assertThat(stream.header("X-Request-Id")).isPresent();
            assertThat(events.getFirst().name()).isEqualTo("queued");
            assertThat(events.getFirst().data().path("position").asInt()).isEqualTo(1);
            assertThat(named(events, "progress").stream()
                            .map(event -> event.data().path("step").asInt()))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 10).boxed().toList());
            assertThat(named(events, "progress")).allSatisfy(event -> {
                assertThat(event.data().path("steps").asInt()).isEqualTo(10);
                assertThat(event.data().path("eta_ms").asInt()).isNotNegative();
            });
            assertThat(named(events, "preview")).isNotEmpty().allSatisfy(event -> {
                assertThat(event.data().path("width").asInt()).isEqualTo(16);
                assertThat(file(event)).startsWith(0x89, 'P', 'N', 'G');
            });
            assertThat(events.getLast().name()).isEqualTo("image");
            assertThat(events.stream().map(event -> Long.parseLong(event.id()))).isSorted();
        }
    }

    @Test
    void theImageIsTheSameAsInAFile() {
        byte[] image = Service.json(BODY).post(Service.GENERATE).asByteArray();

        try (var stream = EventStream.post(RestAssured.port, Service.GENERATE, BODY)) {
            assertThat(Pngs.pixels(file(stream.all().getLast()))).isEqualTo(Pngs.pixels(image));
        }
    }

    @Test
    void aBadRequestIsAProblemAndNoStream() {
        try (var stream = EventStream.post(RestAssured.port, Service.GENERATE, "{\"prompt\": \" \"}")) {
            assertThat(stream.status()).isEqualTo(400);
            assertThat(stream.header("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void aLaterFailureIsAnEvent() {
        try (var stream = EventStream.post(
                RestAssured.port,
                Service.GENERATE,
                "{\"prompt\": \"a cat\", \"steps\": 100}",
                "X-Deadline-Ms",
                "150")) {
            var last = stream.all().getLast();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.data().path("status").asInt()).isEqualTo(504);
        }
    }

    @Test
    void aStreamGoesOnAfterTheLastSeenEvent() {
        String job = Service.json(BODY)
                .header("Prefer", "respond-async")
                .post(Service.GENERATE)
                .header("Location");
        List<EventStream.Event> all;
        try (var stream = EventStream.get(RestAssured.port, Service.path(job) + "/events")) {
            all = stream.all();
        }
        var seen = named(all, "progress").get(4);

        try (var stream =
                EventStream.get(RestAssured.port, Service.path(job) + "/events", "Last-Event-ID", seen.id())) {
            var rest = stream.all();
            assertThat(named(rest, "progress").getFirst().data().path("step").asInt())
                    .isEqualTo(6);
            assertThat(rest.getLast()).isEqualTo(all.getLast());
        }
        try (var stream = EventStream.get(
                RestAssured.port,
                Service.path(job) + "/events",
                "Last-Event-ID",
                all.getLast().id())) {
            assertThat(stream.status()).isEqualTo(204);
        }
    }

    @Test
    void closingTheStreamCancelsTheJob() {
        String id;
        try (var stream =
                EventStream.post(RestAssured.port, Service.GENERATE, "{\"prompt\": \"a cat\", \"steps\": 100}")) {
            id = stream.next().orElseThrow().data().path("id").asText();
        }
        JobsTest.awaitStatus("/jobs/" + id, "cancelled");
        Service.generate(Map.of("prompt", "a dog", "steps", 1)).then().statusCode(200);
    }

    /** All watchers wait for one end, which none of them may cancel. */
    @RepeatedTest(20)
    void aWatcherThatLeavesDoesNotCancelAPolledJob() {
        String job = Service.json("{\"prompt\": \"a cat\", \"steps\": 1}")
                .header("Prefer", "respond-async")
                .post(Service.GENERATE)
                .header("Location");
        try (var stream = EventStream.get(RestAssured.port, Service.path(job) + "/events")) {
            while (!stream.next().orElseThrow().name().equals("progress")) {}
        }
        JobsTest.awaitStatus(job, "succeeded");
    }

    private static List<EventStream.Event> named(List<EventStream.Event> events, String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    private static byte[] file(EventStream.Event event) {
        return Base64.getDecoder().decode(event.data().path("b64_json").asText());
    }
}
