package dev.easel.service;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A package by its launcher that is not as it was at its training: it starts all the same, and says so in one line. */
class LaunchFallbackIT extends CopiedPackageTest {
    @ParameterizedTest
    @ValueSource(strings = {"app.aot", "libraries.jar", "trained-run.jar", "joined-files"})
    void aMissingFile(String missing) throws Exception {
        Files.delete(copy.resolve(missing));

        assertFallsBack(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.aot", "libraries.jar", "trained-run.jar"})
    void aDamagedFile(String damaged) throws Exception {
        try (var file = FileChannel.open(copy.resolve(damaged), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        assertFallsBack(Map.of());
    }

    @Test
    void optionsThatTheCacheDoesNotFit() throws Exception {
        assertFallsBack(Map.of("JAVA_OPTS", "-XX:+UseCompactObjectHeaders"));
    }

    @Test
    void aLibraryThatWasRemovedIsNotUsed() throws Exception {
        // no class of it is needed
        Files.delete(PackageCopy.library(copy, "j2objc-annotations"));

        assertFallsBack(Map.of());
    }

    @Test
    void aLibraryThatWasAdded() throws Exception {
        var library = PackageCopy.library(copy, "j2objc-annotations");
        Files.copy(library, library.resolveSibling("another.jar"));

        assertFallsBack(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z"})
    void aLibraryThatWasReplacedIsTheOneThatRuns(Instant time) throws Exception {
        var library = PackageCopy.library(copy, "jackson-databind");
        Files.setLastModifiedTime(library, FileTime.from(time));

        assertFallsBack(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes.txt")));

        assertThat(Files.readString(folder.resolve("classes.txt")))
                .contains(
                        "databind.ObjectMapper source: file:",
                        library.getFileName().toString());
    }

    private void assertFallsBack(Map<String, String> environment) throws Exception {
        try (var service = new PackagedService(copy.resolve("launch"), folder, environment)) {
            service.awaitReady();

            assertThat(service.output().lines().filter(line -> line.contains("WARN") || line.startsWith("[")))
                    .singleElement()
                    .asString()
                    .contains("app.aot is not used", "train it again: ", "train MODEL_FOLDER");
        }
    }
}
