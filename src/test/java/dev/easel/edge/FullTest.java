package dev.easel.edge;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A service that has accepted all that it takes. */
@QuarkusTest
@TestProfile(FullTest.SmallQueue.class)
class FullTest {

    /** Two places for one caller. */
    public static class SmallQueue implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("easel.engine.queue.jobs", "4");
        }
    }

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {Service.GENERATE, Service.FUNCTION})
    void refusesAndSaysWhenThereWillBeRoom(String path) {
        Service.generate(Map.of("prompt", "measured", "steps", 4));
        var jobs = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            jobs.add(Service.json(Map.of("prompt", "a cat", "steps", 100))
                    .header("Prefer", "respond-async")
                    .post(Service.GENERATE)
                    .header("Location"));
        }

        var refused = Service.json(Service.quick("a dog")).post(path);

        refused.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("type", equalTo("https://easel.dev/problems/queue-full"))
                .body("detail", equalTo("As many pictures of yours are accepted as may; try again later"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 120);
        assertThat(get("/q/metrics").asString()).contains("easel_refusals_total{limit=\"caller\"}");
        deleteAll(jobs);
        Service.generate(Service.quick("a dog")).then().statusCode(200);
    }

    private static void deleteAll(List<String> jobs) {
        jobs.forEach(job -> delete(job).then().statusCode(204));
    }
}
