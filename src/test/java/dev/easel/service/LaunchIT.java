package dev.easel.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service by its launcher: what makes its start fast is in use. */
class LaunchIT {
    private static final Path PACKAGE = Path.of("target/quarkus-app");

    @TempDir
    private Path folder;

    @Test
    void theCacheIsInUseAndNoLibraryIsUnpackedAgain() throws Exception {
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        var environment = Map.of("JAVA_OPTS", "-Xlog:class+load -Djava.io.tmpdir=" + temporary);
        try (var service = new PackagedService(folder, environment)) {
            service.awaitReady();

            assertThat(service.output())
                    .contains("dev.easel.engine.GenerationEngine source: shared objects file")
                    .contains("com.fasterxml.jackson.databind.ObjectMapper source: shared objects file")
                    .doesNotContain("app.aot is not used");
            try (var files = Files.walk(temporary)) {
                assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                        .noneMatch(file ->
                                file.contains("onnxruntime") || file.contains("tokenizers") || file.contains("jna"));
            }
            try (var maps = Files.lines(service.maps())) {
                var mapped = maps.filter(line -> line.contains("/natives/")).collect(Collectors.joining("\n"));
                assertThat(mapped).contains("onnxruntime", "tokenizers", "jnidispatch");
            }
            assertThat(Files.readString(service.maps().resolveSibling("environ")))
                    .contains("ORT_DISABLE_TELEMETRY=1");
        }
    }

    @Test
    void theStartIsToldPhaseByPhase() throws Exception {
        try (var service = new PackagedService(folder, Map.of())) {
            service.awaitReady();
            Awaitility.await().until(() -> service.output().contains("ready in"));

            assertThat(service.output())
                    .containsPattern(
                            "ready in [\\d.]+ s: jvm [\\d.]+, quarkus [\\d.]+, natives [\\d.]+, sessions [\\d.]+,"
                                    + " warm_up [\\d.]+");
            var metrics = given().get(service.url() + "/q/metrics").asString();
            for (var phase : new String[] {"jvm", "quarkus", "natives", "sessions", "warm_up"}) {
                assertThat(metrics).contains("easel_startup_seconds{phase=\"" + phase + "\"} ");
            }
            assertThat(metrics).containsPattern("(?m)^easel_startup_total_seconds [\\d.]+$");
            service.terminate();
            // 128 + SIGTERM, as a shell reports it
            assertThat(service.awaitExit()).isIn(0, 143);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "0, false"})
    void filesAreReadAheadUnlessAFileOfTheConfigurationSaysNot(int atATime, boolean expected) throws Exception {
        var configuration = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(
                configuration.resolve("start.yaml"),
                "easel:\n  start:\n    read_ahead: " + atATime
                        + "\nquarkus:\n  log:\n    category:\n      \"dev.easel.start\":\n        level: DEBUG\n");
        try (var service = new PackagedService(folder, Map.of("QUARKUS_CONFIG_LOCATIONS", configuration.toString()))) {
            service.awaitReady();
            Awaitility.await().until(() -> service.output().contains("ready in"));

            assertThat(service.output().contains("transformer/model.onnx ahead in"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aPackageWorksInAnotherFolder() throws Exception {
        var copy = PackageCopy.to(folder.resolve("elsewhere"));
        try (var service =
                new PackagedService(copy.resolve("launch"), folder, Map.of("JAVA_OPTS", "-Xlog:class+load"))) {
            service.awaitReady();

            assertThat(service.output()).contains("dev.easel.engine.GenerationEngine source: shared objects file");
        }
    }

    @Test
    void anOlderJavaIsRefusedByItsVersion() throws Exception {
        var home = Files.createDirectories(folder.resolve("java/bin"));
        Files.createSymbolicLink(home.resolve("java"), Path.of("/bin/true"));
        Files.writeString(folder.resolve("java/release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"17.0.15\"\n");
        var builder = new ProcessBuilder(PACKAGE.resolve("launch").toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());

        var process = builder.start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Java 25 is required, but " + folder.resolve("java") + " has Java 17");
    }
}
