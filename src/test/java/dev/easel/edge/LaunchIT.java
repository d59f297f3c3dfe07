package dev.easel.edge;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service by its launcher: what makes its start fast is in use, and without it the start goes on. */
class LaunchIT {
    private static final Path PACKAGE = Path.of("target/quarkus-app");
    private static final String UNUSED = "app.aot is not used";

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
                    .doesNotContain(UNUSED);
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
        var copy = copy();
        try (var service =
                new PackagedService(copy.resolve("launch"), folder, Map.of("JAVA_OPTS", "-Xlog:class+load"))) {
            service.awaitReady();

            assertThat(service.output()).contains("dev.easel.engine.GenerationEngine source: shared objects file");
        }
    }

    @Test
    void aDamagedCacheIsToldInOneLine() throws Exception {
        var copy = copy();
        try (var cache = FileChannel.open(copy.resolve("app.aot"), StandardOpenOption.WRITE)) {
            cache.truncate(cache.size() / 2);
        }

        assertFallsBack(copy, Map.of());
    }

    @Test
    void optionsThatTheCacheDoesNotFitAreToldInOneLine() throws Exception {
        assertFallsBack(PACKAGE, Map.of("JAVA_OPTS", "-XX:+UseCompactObjectHeaders"));
    }

    @Test
    void aMissingCacheIsToldInOneLine() throws Exception {
        var copy = copy();
        Files.delete(copy.resolve("app.aot"));

        assertFallsBack(copy, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"libraries.jar", "trained-run.jar", "joined-files"})
    void aMissingFileOfTheJoinedLibrariesIsToldInOneLine(String missing) throws Exception {
        var copy = copy();
        Files.delete(copy.resolve(missing));

        assertFallsBack(copy, Map.of());
    }

    @Test
    void aLibraryThatWasRemovedSinceTheTrainingIsNotUsed() throws Exception {
        var copy = copy();
        // no class of it is needed
        Files.delete(PackageCopy.library(copy, "j2objc-annotations"));

        assertFallsBack(copy, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"libraries.jar", "trained-run.jar"})
    void aDamagedFileOfTheJoinedLibrariesIsToldInOneLine(String damaged) throws Exception {
        var copy = copy();
        try (var file = FileChannel.open(copy.resolve(damaged), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        assertFallsBack(copy, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z"})
    void aLibraryThatWasReplacedSinceTheTrainingIsTheOneThatRuns(Instant time) throws Exception {
        var copy = copy();
        var library = PackageCopy.library(copy, "jackson-databind");
        Files.setLastModifiedTime(library, FileTime.from(time));
        var environment = Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes.txt"));

        assertFallsBack(copy, environment);

        assertThat(Files.readString(folder.resolve("classes.txt")))
                .contains("databind.ObjectMapper source: file:" + library.toAbsolutePath());
    }

    private void assertFallsBack(Path packaged, Map<String, String> environment) throws Exception {
        try (var service = new PackagedService(packaged.resolve("launch"), folder, environment)) {
            service.awaitReady();

            assertThat(service.output().lines().filter(line -> line.contains("WARN") || line.startsWith("[")))
                    .singleElement()
                    .asString()
                    .contains(UNUSED, "train it again: ", "train MODEL_FOLDER");
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
                .contains("Java 25 is needed, and " + folder.resolve("java") + " has Java 17");
    }

    private Path copy() throws IOException {
        return PackageCopy.to(folder.resolve("elsewhere"));
    }
}
