package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Several images of one request: one job, with the seeds seed, seed + 1 and so on. */
@QuarkusTest
class SeveralImagesTest extends IdleServiceTest {
    private static final int COUNT = 3;
    private static final int STEPS = 4;
    private static final Map<String, ?> REQUEST = request(COUNT, STEPS);

    @ParameterizedTest
    @ValueSource(strings = {Service.GENERATE, Service.FUNCTION})
    void jsonHasAllImagesInTheOrderOfTheirSeeds(String path) {
        var response = Service.json(REQUEST).accept("application/json").post(path);

        response.then().statusCode(200);
        assertImages(ApiDescription.json(response).path("images"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/webp", "*/*"})
    void aFileOfSeveralImagesIsRefusedWithTheRemedy(String accept) {
        double images = Service.METRICS.images();

        Service.json(REQUEST)
                .accept(accept)
                .post(Service.GENERATE)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("n"))
                .body(
                        "errors[0].message",
                        equalTo("must be 1 if the answer is an image file; send Accept: application/json for several"
                                + " images"));
        assertThat(Service.METRICS.images()).isEqualTo(images);
    }

    @Test
    void aJobSumsUpItsImages() {
        var accepted = submit(REQUEST);
        assertThat(accepted.getInt("steps")).isEqualTo(COUNT * STEPS);
        String job = "/jobs/" + accepted.getString("id");
        JobsTest.awaitStatus(job, "succeeded");

        var view = ApiDescription.json(get(job));

        assertThat(view.path("step").asInt()).isEqualTo(COUNT * STEPS);
        assertImages(view.path("images"));
    }

    @Test
    void eventsNameTheIndexOfTheirImage() {
        try (var stream = EventStream.post(RestAssured.port, Service.GENERATE, json(REQUEST))) {
            var events = stream.all();

            for (int index = 0; index < COUNT; index++) {
                var progress = ofImage(events, "progress", index);
                assertThat(progress.stream()
                                .map(event -> event.data().path("step").asInt()))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, STEPS).boxed().toList());
                assertThat(progress)
                        .allSatisfy(event ->
                                assertThat(event.data().path("steps").asInt()).isEqualTo(STEPS));
            }
            assertImages(IntStream.range(0, COUNT)
                    .mapToObj(
                            index -> ofImage(events, "image", index).getFirst().data())
                    .toList());
            assertThat(events.getLast().name()).isEqualTo("image");
            assertThat(events.stream().map(EventStream.Event::id)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aStreamGoesOnAfterTheLastSeenEvent() {
        String job = "/jobs/" + submit(REQUEST).getString("id");
        List<EventStream.Event> all;
        try (var stream = EventStream.get(RestAssured.port, job + "/events")) {
            all = stream.all();
        }
        int seen = all.size() / 2;

        try (var stream = EventStream.get(
                RestAssured.port,
                job + "/events",
                "Last-Event-ID",
                all.get(seen).id())) {
            // the events of different images may come in another order
            assertThat(stream.all().stream().map(EventStream.Event::data))
                    .containsExactlyInAnyOrderElementsOf(all.subList(seen + 1, all.size()).stream()
                            .map(EventStream.Event::data)
                            .toList());
        }
        try (var stream = EventStream.get(
                RestAssured.port,
                job + "/events",
                "Last-Event-ID",
                all.getLast().id())) {
            assertThat(stream.status()).isEqualTo(204);
        }
    }

    @Test
    void deletingAJobCancelsAllImages() {
        double images = Service.METRICS.images();
        String job = "/jobs/" + submit(request(COUNT, 100)).getString("id");

        delete(job).then().statusCode(204);

        JobsTest.awaitStatus(job, "cancelled");
        Service.METRICS.awaitIdle();
        assertThat(Service.METRICS.images()).isEqualTo(images);
        try (var stream = EventStream.get(RestAssured.port, job + "/events")) {
            var last = stream.all().getLast();
            assertThat(last.name()).isEqualTo("error");
            try (var again = EventStream.get(RestAssured.port, job + "/events", "Last-Event-ID", last.id())) {
                assertThat(again.status()).isEqualTo(204);
            }
        }
    }

    @Test
    void aClientThatLeavesCancelsAllImages() {
        double images = Service.METRICS.images();
        double steps = Service.METRICS.steps();
        try (var stream = EventStream.post(RestAssured.port, Service.GENERATE, json(request(COUNT, 100)))) {
            assertThat(stream.next()).isPresent();
            Awaitility.await().until(() -> Service.METRICS.steps() > steps);
        }

        Service.METRICS.awaitIdle();
        assertThat(Service.METRICS.images()).isEqualTo(images);
    }

    @Test
    void anEventIsAnsweredWithAllImagesOnce() {
        String id = Events.newId();
        var first = Events.post(id, REQUEST);
        double images = Service.METRICS.images();
        var again = Events.post(id, REQUEST);

        assertThat(first.header("ce-type")).as(first.asString()).isEqualTo(Events.GENERATED);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(Service.METRICS.images()).isEqualTo(images);
        assertImages(Events.json(first).path("images"));
    }

    /** Each image is the one that a request with its seed gets alone. */
    private static void assertImages(Iterable<JsonNode> images) {
        var all = StreamSupport.stream(images.spliterator(), false).toList();
        assertThat(all).hasSize(COUNT);
        for (int i = 0; i < COUNT; i++) {
            long seed = all.get(i).path("seed").asLong();
            assertThat(seed).isEqualTo(7 + i);
            var alone = new HashMap<String, Object>(request(1, STEPS));
            alone.put("seed", seed);
            assertThat(Pngs.pixels(Base64.getDecoder()
                            .decode(all.get(i).path("b64_json").asText())))
                    .isEqualTo(Pngs.pixels(Service.generate(alone).asByteArray()));
        }
    }

    private static Map<String, ?> request(int count, int steps) {
        return Map.of("prompt", "a cat", "steps", steps, "seed", 7, "width", 64, "height", 64, "n", count);
    }

    private static JsonPath submit(Map<String, ?> request) {
        var response = Service.json(request).header("Prefer", "respond-async").post(Service.GENERATE);
        response.then().statusCode(202);
        return response.jsonPath();
    }

    private static List<EventStream.Event> ofImage(List<EventStream.Event> events, String name, int index) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .filter(event -> event.data().path("index").asInt(-1) == index)
                .toList();
    }

    private static String json(Map<String, ?> request) {
        return Events.envelope("", request).path("data").toString();
    }
}
