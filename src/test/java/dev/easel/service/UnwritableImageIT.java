package dev.easel.service;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

/** Images that are too large for the format of their file. */
class UnwritableImageIT {
    /** A side may have 16,383 pixels in WebP. */
    private static final int TOO_WIDE = 16_400;

    @TempDir
    private Path folder;

    @Test
    void anImageThatCannotBeEncodedIsReportedAsFailed() throws Exception {
        var model = Files.createDirectory(folder.resolve("tiny"));
        ModelCopy.of(Fixtures.model("tiny-random-flux-schnell"), model)
                .replace("vae_decoder/config.json", "\"sample_size\": 1024", "\"sample_size\": 64");
        var environment = Map.of(
                "EASEL_MODEL_ID", model.toString(),
                "EASEL_MODEL_MAX_SEQUENCE_LENGTH", "16",
                "EASEL_PARAMETERS_WIDTH_MAX", Integer.toString(TOO_WIDE));
        try (var service = new PackagedService(folder, environment)) {
            service.awaitReady();

            Service.json(Map.of("prompt", "a cat", "steps", 1, "width", TOO_WIDE, "height", 64))
                    .header("Accept", "image/webp")
                    .post(service.url() + Service.GENERATE)
                    .then()
                    .statusCode(500)
                    .body("type", endsWith("/internal-error"));

            assertThat(given().get(service.url() + "/q/metrics").asString())
                    .contains(
                            "easel_request_seconds_count{outcome=\"failed\",priority=\"normal\"} 1",
                            "easel_request_seconds_count{outcome=\"drawn\",priority=\"normal\"} 0",
                            "easel_jobs_total{model=\"tiny\",outcome=\"drawn\"} 1");
        }
    }
}
