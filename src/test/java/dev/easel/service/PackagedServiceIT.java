package dev.easel.service;

import dev.easel.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

class PackagedServiceIT {
    private static final Path SECOND = Fixtures.model("tiny-random-flux-schnell");

    @TempDir
    private Path folder;

    @Test
    void drawsAndFinishesWhatIsAcceptedWhenItIsTerminated() throws Exception {
        try (var service = new PackagedService(folder, Map.of("EASEL_PARAMETERS_STEPS_MAX", "1000"))) {
            service.awaitReady();
            var running = CompletableFuture.supplyAsync(() -> Service.json(Map.of("prompt", "a cat", "steps", 400))
                    .post(service.url() + Service.GENERATE)
                    .statusCode());
            Awaitility.await()
                    .until(() -> given().get(service.url() + "/q/metrics")
                            .asString()
                            .lines()
                            .anyMatch(line -> line.startsWith("easel_steps_total") && !line.endsWith(" 0.0")));

            service.terminate();

            Awaitility.await()
                    .until(() -> Service.json(Service.quick("a dog"))
                                    .post(service.url() + Service.GENERATE)
                                    .statusCode()
                            == 503);
            assertThat(running.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            // 128 + SIGTERM, as a shell reports it
            assertThat(service.awaitExit()).isIn(0, 143);
            assertThat(service.output())
                    .contains("serving scenes-flux", "stopped in")
                    .doesNotContain("ERROR", "WARN", "SIGSEGV");
        }
    }

    @Test
    void whatCannotFinishInTimeEndsInAStatedError() throws Exception {
        var impatient = Map.of(
                "EASEL_PARAMETERS_STEPS_MAX", "1000",
                "QUARKUS_SHUTDOWN_TIMEOUT", "1s",
                "EASEL_ENGINE_DRAIN_TIMEOUT", "100ms");
        try (var service = new PackagedService(folder, impatient);
                var stream = openStream(service)) {
            var running = CompletableFuture.supplyAsync(() -> Service.json(Map.of("prompt", "a cat", "steps", 1000))
                    .post(service.url() + Service.GENERATE)
                    .statusCode());
            stream.next();

            service.terminate();

            var last = stream.all().getLast();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.data().path("status").asInt()).isEqualTo(503);
            assertThat(running.get(60, TimeUnit.SECONDS)).isEqualTo(503);
            assertThat(service.awaitExit()).isIn(0, 143);
            assertThat(service.output()).doesNotContain("SIGSEGV");
        }
    }

    private static EventStream openStream(PackagedService service) {
        service.awaitReady();
        return EventStream.post(service.port(), Service.GENERATE, "{\"prompt\": \"a cat\", \"steps\": 1000}");
    }

    static Stream<Arguments> unservable() {
        return Stream.of(
                Arguments.of(Map.of("EASEL_MODEL_ID", "nowhere"), "nowhere is not a folder"),
                Arguments.of(Map.of("EASEL_RUNTIME_DEVICE", "cuda"), "cuda:0 cannot be used (easel.runtime.device): "),
                Arguments.of(
                        Map.of("EASEL_PARAMETERS_STEPS_DEFAULT", "500"),
                        "easel.parameters.steps.default: must be less than or equal to 100"),
                Arguments.of(Map.of("EASEL_ENGINE_QUEUE_JOBS", "0"), "easel.engine.queue.jobs"),
                Arguments.of(
                        Map.of("EASEL_MODELS__SECOND__ID", "nowhere"),
                        "the model second cannot be served: nowhere is not a folder"),
                Arguments.of(
                        Map.of(
                                "EASEL_MODELS__SECOND__ID",
                                SECOND.toString(),
                                "EASEL_MODELS__SECOND__PARAMETERS_STEPS_DEFAULT",
                                "500"),
                        "easel.models.second.parameters.steps.default: must be less than or equal to 100"),
                Arguments.of(Map.of("EASEL_MODEL_NAME", "a b"), "easel.model.name: \"a b\" cannot be a model's name"));
    }

    @ParameterizedTest
    @MethodSource("unservable")
    void whatCannotBeServedStopsTheStartAndSaysWhy(Map<String, String> environment, String reason) throws Exception {
        try (var service = new PackagedService(folder, environment)) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output()).contains(reason);
        }
    }

    @Test
    void aTruncatedModelIsNamedWithoutAStackTrace() throws Exception {
        var model = copy(Fixtures.model("tiny-random-flux-dev"));
        var graph = model.resolve("transformer").resolve("model.onnx");
        Files.write(graph, Arrays.copyOf(Files.readAllBytes(graph), 100_000));

        try (var service = new PackagedService(folder, Map.of("EASEL_MODEL_ID", model.toString()))) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output())
                    .contains("the model model cannot be served: " + graph, "expected a complete ONNX graph")
                    .doesNotContain("\tat ");
        }
    }

    private Path copy(Path model) throws IOException {
        var copy = folder.resolve("model");
        try (var files = Files.walk(model)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(model.relativize(file)));
            }
        }
        return copy;
    }
}
