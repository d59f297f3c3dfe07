package dev.easel.service;

import dev.easel.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;

/** The progress of jobs with schedulers that the included model does not have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobProgressIT {
    private PackagedService service;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        service = new PackagedService(
                folder,
                Map.of(
                        "EASEL_MODEL_ID",
                        Fixtures.model("tiny-random-sd").toAbsolutePath().toString()));
        service.awaitReady();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"euler, 10", "heun, 19", "pndm, 11"})
    void stepEndsEqualToSteps(String scheduler, int passes) {
        var request = Map.of("prompt", "a cat", "steps", 10, "width", 64, "height", 64, "scheduler", scheduler);
        String job = Service.json(request)
                .header("Prefer", "respond-async")
                .post(service.url() + Service.GENERATE)
                .header("Location");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get(job).then().body("status", equalTo("succeeded")));

        get(job).then().body("step", equalTo(passes)).body("steps", equalTo(passes));
    }
}
