package dev.easel.service;

import dev.easel.fixtures.SeededCase;
import dev.easel.pipeline.Closeness;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged service gives the image that diffusers draws with the same seed, at most one level off. Each model is
 * served with its own scheduler; the pipelines' test of these goldens has others too.
 */
class SeededIT {
    private static final int VALUES_OFF = 8;

    @TempDir
    private Path folder;

    static Stream<SeededCase.Model> models() {
        return SeededCase.all().stream()
                .map(SeededCase::model)
                .filter(SeededIT::isServed)
                .distinct();
    }

    /** What a Kontext model edits, the service makes larger first, as diffusers does by default; the golden's is not. */
    private static boolean isServed(SeededCase.Model model) {
        return model.scheduler().isEmpty() && !model.kontext();
    }

    @ParameterizedTest
    @MethodSource("models")
    void answersWithTheImageOfTheSeed(SeededCase.Model model) throws IOException {
        var environment =
                Map.of("EASEL_MODEL_ID", model.in(folder.resolve("model")).toString());
        try (var service = new PackagedService(folder, environment)) {
            service.awaitReady();
            for (var golden : cases(model)) {
                var response = Service.json(golden.body()).accept("image/png").post(service.url() + Service.GENERATE);
                assertThat(response.statusCode())
                        .as("%s: %s", golden, response.contentType())
                        .isEqualTo(200);
                assertThat(response.header("X-Seed"))
                        .isEqualTo(golden.request().get("seed").asText());
                Closeness.assertSameImage(Closeness.pixels(saved(golden, response)), golden.image(), VALUES_OFF);
            }
        }
    }

    private static List<SeededCase> cases(SeededCase.Model model) {
        return SeededCase.all().stream()
                .filter(golden -> golden.model().equals(model))
                .toList();
    }

    private Path saved(SeededCase golden, Response response) throws IOException {
        return Files.write(folder.resolve(golden + ".png"), response.asByteArray());
    }
}
