package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.store.Bucket;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Images by reference: from the service that stored them, from another one, and from a bucket. */
class StoredImagesIT extends StoringTest {
    @Test
    void aLargeImageGoesByReference() throws Exception {
        try (var service = PackagedService.withStore(folder, store, Map.of("EASEL_EVENTS_MAX_INLINE_BYTES", "1K"))) {
            var image = Events.json(Events.post(service.url(), Events.newId(), Events.UNSEEDED))
                    .at("/images/0");
            assertThat(ApiDescription.names(image))
                    .containsExactlyInAnyOrder(
                            "url", "digest", "size", "media_type", "seed", "width", "height", "steps", "model");
            String url = image.path("url").asText();
            assertThat(url).startsWith(service.url() + "/images/").endsWith(".png");

            var answer = given().get(url);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("image/png");
            assertThat(answer.header("Cache-Control")).contains("immutable");
            assertIsReferred(image, answer.asByteArray());

            var known = given().header("If-None-Match", answer.header("ETag")).get(url);
            assertThat(known.statusCode()).isEqualTo(304);

            // the same request, so that the two have one file
            var again = Map.of(
                    "prompt", "a cat", "steps", 3, "seed", image.path("seed").asLong());
            var other = Events.json(Events.post(service.url(), Events.newId(), again));
            assertThat(other.at("/images/0/digest")).isEqualTo(image.path("digest"));
        }
        assertThat(files("images")).isEqualTo(1);
        assertThat(files("answers")).isEqualTo(2);
    }

    @Test
    void aReferenceHasTheHostOfItsDelivery() throws Exception {
        String id = Events.newId();
        try (var service = PackagedService.withStore(folder, store, Map.of("EASEL_EVENTS_MAX_INLINE_BYTES", "1K"))) {
            var first =
                    Events.json(Events.post(service.url(), id, Events.UNSEEDED)).at("/images/0");
            var elsewhere = Events.binary(id, Events.UNSEEDED)
                    .header("Host", "pictures.example.com")
                    .post(service.url() + "/");
            String name = first.path("digest").asText().replace("sha-256:", "") + ".png";
            assertThat(Events.json(elsewhere).at("/images/0/url").asText())
                    .isEqualTo("http://pictures.example.com/images/" + name);

            // as the oldest file goes first, an image goes before its answer
            Files.delete(store.resolve("images").resolve(name));
            double steps = service.metrics().steps();
            var again =
                    Events.json(Events.post(service.url(), id, Events.UNSEEDED)).at("/images/0");

            assertThat(service.metrics().steps() - steps).isEqualTo(3);
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
            try (var service = PackagedService.withStore(folder, store, environment)) {
                first = Events.post(service.url(), id, Events.UNSEEDED);
            }
            try (var other = PackagedService.withStore(folder, store, environment)) {
                double before = other.metrics().steps();
                assertThat(Events.post(other.url(), id, Events.UNSEEDED).asString())
                        .isEqualTo(first.asString());
                assertThat(other.metrics().steps()).isEqualTo(before);

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
}
