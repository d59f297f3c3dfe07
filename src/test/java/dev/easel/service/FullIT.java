package dev.easel.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A service whose queue is full. */
class FullIT {
    @TempDir
    private Path folder;

    static Stream<Arguments> limits() {
        return Stream.of(
                // four places, of which one caller may take as many as are still free
                Arguments.of(
                        Map.of("EASEL_ENGINE_QUEUE_JOBS", "4"),
                        2,
                        "caller",
                        "Your share of the queue is full; the rest is for other callers."),
                Arguments.of(
                        Map.of("EASEL_ENGINE_QUEUE_ROWS", "1"),
                        1,
                        "rows",
                        "The queue is full (1 rows; an image with guidance has two)."),
                Arguments.of(
                        Map.of("EASEL_ENGINE_QUEUE_PIXELS", "20000"),
                        1,
                        "pixels",
                        "The queue is full (20000 pixels)."));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void refusesWithTheLimitAndTheTimeToRetry(Map<String, String> settings, int room, String limit, String sentence)
            throws IOException {
        try (var service = new PackagedService(folder, settings)) {
            service.awaitReady();
            var jobs = Stream.generate(() -> submitLong(service)).limit(room).toList();

            for (String path : List.of(Service.GENERATE, Service.FUNCTION)) {
                var refused = Service.json(Service.quick("a dog")).post(service.url() + path);

                refused.then()
                        .statusCode(429)
                        .contentType("application/problem+json")
                        .body("type", equalTo("https://easel.dev/problems/queue-full"))
                        .body("detail", equalTo(sentence + " Retry in " + refused.header("Retry-After") + " s."));
                assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 120);
            }
            assertThat(given().get(service.url() + "/q/metrics").asString())
                    .contains("easel_refusals_total{limit=\"" + limit + "\",model=\"scenes-flux\"} 2.0");
            jobs.forEach(job -> given().delete(job).then().statusCode(204));
            Service.json(Service.quick("a dog"))
                    .post(service.url() + Service.GENERATE)
                    .then()
                    .statusCode(200);
        }
    }

    private static String submitLong(PackagedService service) {
        return Service.json(Map.of("prompt", "a cat", "steps", 100))
                .header("Prefer", "respond-async")
                .post(service.url() + Service.GENERATE)
                .header("Location");
    }
}
