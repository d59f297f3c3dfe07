package dev.easel.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** {@code train} of a package: it makes the next starts fast, or says why it does not and leaves a package that starts. */
class TrainIT extends CopiedPackageTest {
    private static final String MODEL =
            Path.of("models/scenes-flux").toAbsolutePath().toString();

    @Test
    void itMendsWhatIsDamaged() throws Exception {
        Files.writeString(copy.resolve("trained-run.jar"), "");
        Files.delete(copy.resolve("app.aot"));

        var ended = train(Map.of(), MODEL);

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output())
                .containsPattern("easel: \\d+ native libraries in .+/natives/")
                .containsPattern("easel: 2\\d\\d libraries in .+/libraries.jar")
                .containsPattern("easel: .+/app.aot has \\d+ MB");
        try (var files = Files.walk(copy)) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.contains("unfinished"));
        }
        assertThat(startedFrom()).contains("trained-run.jar").doesNotContain("app.aot is not used");
    }

    @Test
    void aServiceThatDoesNotDrawTrainsNothing() throws Exception {
        var ended = train(Map.of("EASEL_PARAMETERS_STEPS_MAX", "-1"), MODEL);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output())
                .contains("easel: the package is not trained: the service does not listen")
                .contains("steps");
        assertThat(copy.resolve("app.aot")).doesNotExist();
        assertThat(startedFrom()).contains("quarkus-run.jar", "app.aot is not used");
    }

    @Test
    void aBrokenLibraryIsNamed() throws Exception {
        // no class of it is needed
        var library = PackageCopy.library(copy, "j2objc-annotations");
        Files.writeString(library, "no jar");

        var ended = train(Map.of(), MODEL);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("not trained: " + library + " cannot be read: ");
        assertThat(startedFrom()).contains("quarkus-run.jar");
    }

    @Test
    void aModelIsNeeded() throws Exception {
        var ended = train(Map.of(), folder.resolve("no-such-model").toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output()).contains("usage: train MODEL_FOLDER");
        assertThat(copy.resolve("app.aot")).exists();
    }

    @Test
    void aPackageOfSomebodyElseStaysAsItIs() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        var natives = copy.resolve("natives");
        try (var machines = Files.list(natives)) {
            Files.setPosixFilePermissions(
                    machines.findFirst().orElseThrow(), PosixFilePermissions.fromString("r-xr-xr-x"));
        }

        var ended = train(Map.of(), MODEL);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains(natives + "/", "is not writable; train as the owner of the package");
    }

    private Ended train(Map<String, String> environment, String model) throws Exception {
        var output = folder.resolve("train.txt");
        var builder = new ProcessBuilder(copy.resolve("train").toString(), model)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        var process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /** What a start of the package says, and its command line. */
    private String startedFrom() throws Exception {
        try (var service = new PackagedService(copy.resolve("launch"), folder, Map.of())) {
            service.awaitReady();
            return service.output()
                    + Files.readString(service.maps().resolveSibling("cmdline"), StandardCharsets.UTF_8);
        }
    }

    private record Ended(int exit, String output) {}
}
