package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

/** Jobs that clients can poll. */
@QuarkusTest
class JobsTest {
    private static final Map<String, ?> LONG = Map.of("prompt", "a cat", "steps", 100);

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @Test
    void respondAsyncReturns202WithLocation() {
        var answer = submit(Service.quick("a cat"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(answer.path("status").toString()).isIn("queued", "running", "waiting");
        assertThat(answer.path("priority").toString()).isEqualTo("normal");
        assertThat(answer.<Integer>path("steps")).isEqualTo(2);

        awaitStatus(answer.header("Location"), "succeeded");
        var job = get(answer.header("Location"));
        byte[] image = Service.generate(Service.quick("a cat")).asByteArray();
        assertThat(Pngs.pixels(Base64.getDecoder().decode(job.<String>path("images[0].b64_json"))))
                .isEqualTo(Pngs.pixels(image));
        assertThat(job.<Integer>path("step")).isEqualTo(2);
        assertThat(job.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aDeletedJobIsCancelled() {
        String job = submit(LONG).header("Location");

        delete(job).then().statusCode(204);

        awaitStatus(job, "cancelled");
        get(job).then().body("error.status", equalTo(499)).body("step", lessThan(100));
        Service.generate(Service.quick("a dog")).then().statusCode(200);
    }

    @Test
    void aDeletedResultIsForgotten() {
        String job = submit(Service.quick("a cat")).header("Location");
        awaitStatus(job, "succeeded");

        delete(job).then().statusCode(204);

        get(job).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events"})
    void anUnknownJobIsNotFound(String part) {
        get("/jobs/" + UUID.randomUUID() + part)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("https://easel.dev/problems/unknown-job"));
        delete("/jobs/nonsense").then().statusCode(404);
    }

    @Test
    void aDeadlineThatCannotBeMetFailsTheJob() {
        String job = Service.json(LONG)
                .header("Prefer", "respond-async")
                .header("X-Deadline-Ms", 150)
                .post(Service.GENERATE)
                .header("Location");

        awaitStatus(job, "failed");
        get(job).then().body("error.status", equalTo(504));
    }

    static void awaitStatus(String job, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get(job).then().body("status", equalTo(status)));
    }

    private static Response submit(Map<String, ?> request) {
        return Service.json(request).header("Prefer", "respond-async, wait=10").post(Service.GENERATE);
    }
}
