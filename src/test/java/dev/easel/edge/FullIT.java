package dev.easel.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A service that has accepted all that it takes of one caller. */
class FullIT {
    @TempDir
    private Path folder;

    @Test
    void refusesAndSaysWhenThereWillBeRoom() throws IOException {
        // four places, of which a caller may have as many as are still free
        try (var service = new PackagedService(folder, Map.of("EASEL_ENGINE_QUEUE_JOBS", "4"))) {
            service.awaitReady();
            var jobs = List.of(submitLong(service), submitLong(service));

            for (String path : List.of(Service.GENERATE, Service.FUNCTION)) {
                var refused = Service.json(Service.quick("a dog")).post(service.url() + path);

                refused.then()
                        .statusCode(429)
                        .contentType("application/problem+json")
                        .body("type", equalTo("https://easel.dev/problems/queue-full"))
                        .body("detail", equalTo("As many pictures of yours are accepted as may; try again later"));
                assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 120);
            }
            assertThat(given().get(service.url() + "/q/metrics").asString())
                    .contains("easel_refusals_total{limit=\"caller\"} 2.0");
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
