package dev.easel.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.store.Bucket;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What events find in the store: after a restart, from another service, without a store, and when the queue is full. */
class EventsIT {
    private static final String IMAGES = "easel_images_total{model=\"scenes-flux\"}";
    /** Without a seed, so that another generation would be another picture. */
    private static final Map<String, ?> REQUEST = Map.of("prompt", "a cat", "steps", 3);

    @TempDir
    private Path folder;

    private Path store;

    @BeforeEach
    void chooseStore() {
        store = folder.resolve("store");
    }

    private PackagedService start(Map<String, String> more) throws IOException {
        var environment = new HashMap<String, String>();
        environment.put("EASEL_STORE_FOLDER", store.toString());
        environment.putAll(more);
        var service = new PackagedService(folder, environment);
        service.awaitReady();
        return service;
    }

    private static Response post(PackagedService service, String id, Map<String, ?> request) {
        return Events.binary(id, request).post(service.url() + "/");
    }

    @Test
    void anAnswerOutlivesTheService() throws Exception {
        String id = Events.newId();
        Response first;
        try (var service = start(Map.of())) {
            assertThat(store).doesNotExist();
            first = post(service, id, REQUEST);
            assertThat(first.header("ce-type")).isEqualTo(Events.GENERATED);
            service.terminate();
            service.awaitExit();
        }
        try (var service = start(Map.of())) {
            double before = Events.steps(service.url());
            var second = post(service, id, REQUEST);

            assertThat(second.asString()).isEqualTo(first.asString());
            assertThat(second.header("ce-id")).isEqualTo(first.header("ce-id"));
            assertThat(second.header("ce-time")).isEqualTo(first.header("ce-time"));
            assertThat(Events.steps(service.url())).isEqualTo(before);
        }
    }

    @Test
    void aLargePictureGoesByReference() throws Exception {
        try (var service = start(Map.of("EASEL_EVENTS_MAX_INLINE_BYTES", "1K"))) {
            var image = Events.json(post(service, Events.newId(), REQUEST)).at("/images/0");
            assertThat(ApiDescription.names(image))
                    .containsExactlyInAnyOrder(
                            "url", "digest", "size", "media_type", "seed", "width", "height", "steps", "model");
            String url = image.path("url").asText();
            assertThat(url).startsWith(service.url() + "/images/").endsWith(".png");

            var picture = given().get(url);
            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.contentType()).isEqualTo("image/png");
            assertThat(picture.header("Cache-Control")).contains("immutable");
            assertIsReferred(image, picture.asByteArray());

            var known = given().header("If-None-Match", picture.header("ETag")).get(url);
            assertThat(known.statusCode()).isEqualTo(304);

            // the same request, so that the two have one file
            var again = Map.of(
                    "prompt", "a cat", "steps", 3, "seed", image.path("seed").asLong());
            var other = Events.json(post(service, Events.newId(), again));
            assertThat(other.at("/images/0/digest")).isEqualTo(image.path("digest"));
        }
        assertThat(files("images")).isEqualTo(1);
        assertThat(files("answers")).isEqualTo(2);
    }

    @Test
    void aReferenceIsGoodForWhoeverGetsIt() throws Exception {
        String id = Events.newId();
        try (var service = start(Map.of("EASEL_EVENTS_MAX_INLINE_BYTES", "1K"))) {
            var first = Events.json(post(service, id, REQUEST)).at("/images/0");
            var elsewhere = Events.binary(id, REQUEST)
                    .header("Host", "pictures.example.com")
                    .post(service.url() + "/");
            String name = first.path("digest").asText().replace("sha-256:", "") + ".png";
            assertThat(Events.json(elsewhere).at("/images/0/url").asText())
                    .isEqualTo("http://pictures.example.com/images/" + name);

            // as the oldest file goes first, a picture goes before its answer
            Files.delete(store.resolve("images").resolve(name));
            double steps = Events.steps(service.url());
            var again = Events.json(post(service, id, REQUEST)).at("/images/0");

            assertThat(Events.steps(service.url()) - steps).isEqualTo(3);
            assertIsReferred(again, given().get(again.path("url").asText()).asByteArray());
        }
    }

    private static void assertIsReferred(JsonNode image, byte[] file) throws Exception {
        assertThat(image.path("size").asInt()).isEqualTo(file.length);
        assertThat(image.path("digest").asText())
                .isEqualTo("sha-256:"
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(Sources.read(file).getWidth()).isEqualTo(image.path("width").asInt());
    }

    private long files(String kind) throws IOException {
        try (var files = Files.list(store.resolve(kind))) {
            return files.count();
        }
    }

    @Test
    void aBucketServesSeveralServices() throws Exception {
        String id = Events.newId();
        try (var bucket = new Bucket()) {
            var environment = Map.of(
                    "EASEL_EVENTS_MAX_INLINE_BYTES", "1K",
                    "EASEL_STORE_S3_BUCKET", "pictures",
                    "EASEL_STORE_S3_ENDPOINT", bucket.endpoint().toString(),
                    "EASEL_STORE_S3_REGION", "eu-central-1",
                    "EASEL_STORE_S3_PATH_STYLE", "true",
                    "AWS_ACCESS_KEY_ID", "an-id",
                    "AWS_SECRET_ACCESS_KEY", "a-secret");
            Response first;
            try (var service = start(environment)) {
                first = post(service, id, REQUEST);
            }
            try (var other = start(environment)) {
                double before = Events.steps(other.url());
                assertThat(post(other, id, REQUEST).asString()).isEqualTo(first.asString());
                assertThat(Events.steps(other.url())).isEqualTo(before);

                var image = Events.json(first).at("/images/0");
                assertThat(image.path("url").asText()).startsWith(bucket.endpoint() + "/pictures/easel/images/");
                assertIsReferred(image, given().get(image.path("url").asText()).asByteArray());
                String name = image.path("url").asText().replaceFirst(".*/", "");
                assertIsReferred(
                        image, given().get(other.url() + "/images/" + name).asByteArray());
            }
        }
        assertThat(store).doesNotExist();
    }

    @Test
    void withoutAStoreEventsAreDeferredAndNothingElseIs() throws Exception {
        Files.writeString(store, "a file in the place of the folder");
        try (var service = start(Map.of())) {
            double before = Events.steps(service.url());
            var answer = post(service, "1 refused kind=forged", REQUEST);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("10");
            assertThat(answer.header("ce-type")).isEqualTo(Events.REJECTED);
            assertThat(answer.<String>path("type")).endsWith("/unavailable");
            assertThat(answer.asString()).doesNotContain(folder.toString());
            assertThat(Events.steps(service.url())).isEqualTo(before);
            assertThat(service.output())
                    .contains("the image store " + store, "easel.store.folder")
                    .doesNotContain("\tat ", "forged");

            Service.json(REQUEST).post(service.url() + Service.GENERATE).then().statusCode(200);
        }
    }

    @Test
    void fiftyAtOnceAreDrawnOnceEachThoughTheQueueIsShort() throws Exception {
        try (var service = start(Map.of("EASEL_ENGINE_QUEUE_JOBS", "8"))) {
            double before = Events.metric(service.url(), IMAGES);
            var answers = atOnce(service);
            assertThat(answers.values())
                    .extracting(Response::statusCode)
                    .contains(200, 429)
                    .containsOnly(200, 429);
            assertThat(answers.values())
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .allSatisfy(answer -> {
                        // by its address one caller, whatever sources it names
                        assertThat(answer.<String>path("detail")).contains("of yours");
                        assertThat(Integer.parseInt(answer.header("Retry-After")))
                                .isPositive();
                        assertThat(answer.header("ce-type")).isEqualTo(Events.REJECTED);
                        assertThat(answer.<String>path("type")).endsWith("/queue-full");
                    });

            // as a broker does, until every event has its picture
            for (var event : answers.entrySet()) {
                Awaitility.await().untilAsserted(() -> {
                    var again = small(service, event.getKey());
                    assertThat(again.header("ce-type")).isEqualTo(Events.GENERATED);
                });
            }
            assertThat(Events.metric(service.url(), IMAGES) - before).isEqualTo(50);
        }
    }

    /** Each event from a source of its own. */
    private static Response small(PackagedService service, String id) {
        return Events.binary("/sources/" + id, id, Map.of("prompt", "a cat", "steps", 2, "width", 64, "height", 64))
                .post(service.url() + "/");
    }

    private static Map<String, Response> atOnce(PackagedService service) throws Exception {
        var ids = IntStream.range(0, 50).mapToObj(_ -> Events.newId()).toList();
        var calls = ids.stream()
                .<Callable<Response>>map(id -> () -> small(service, id))
                .toList();
        var answers = new HashMap<String, Response>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = threads.invokeAll(calls);
            for (int i = 0; i < ids.size(); i++) {
                answers.put(ids.get(i), futures.get(i).get());
            }
        }
        return answers;
    }

    @Test
    void aPictureIsDrawnThoughTheBrokerGaveUp() throws Exception {
        String id = Events.newId();
        var request = "{\"prompt\": \"a cat\", \"steps\": 60}";
        try (var service = start(Map.of())) {
            double before = Events.metric(service.url(), IMAGES);
            double steps = Events.steps(service.url());
            try (var socket = new Socket("localhost", service.port())) {
                socket.getOutputStream().write(Events.message("localhost", id, request));
                socket.getOutputStream().flush();
                Awaitility.await().until(() -> Events.steps(service.url()) > steps);
                socket.setSoLinger(true, 0);
            }
            var again = Events.binary(id, request).post(service.url() + "/");

            assertThat(again.header("ce-type")).isEqualTo(Events.GENERATED);
            assertThat(Events.metric(service.url(), IMAGES) - before).isEqualTo(1);
            // not one step twice: it is the picture that was begun
            assertThat(Events.steps(service.url()) - steps).isEqualTo(60);
        }
    }
}
