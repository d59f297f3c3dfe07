package dev.easel.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the Dockerfiles against the package that they copy and the requirements of clusters. */
class DockerfilesIT {
    private static final Path FOLDER = Path.of("src/main/docker");
    private static final String HOME = "/opt/easel/";

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "jvm", "native"})
    void copiedFilesExistInTheBuildContext(String variant) throws IOException {
        var sent = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(sources(read(variant))).isNotEmpty().allSatisfy(source -> {
            assertThat(sent).anyMatch(line -> line.startsWith("!") && source.startsWith(line.substring(1)));
            // a native build has its own output
            assertThat((variant.equals("native") && source.startsWith("target/")) || Files.exists(Path.of(source)))
                    .as(source)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "jvm"})
    void commandsAreCopiedAndExecutable(String variant) throws IOException {
        var file = read(variant);
        var trained = file.all("RUN").toList().getLast();
        for (var command : List.of(file.last("ENTRYPOINT"), trained)) {
            assertThat(command.array().getFirst()).startsWith(HOME);
            var name = command.array().getFirst().substring(HOME.length());
            assertThat(sources(file)).contains("target/quarkus-app/" + name);
            assertThat(Path.of("target/quarkus-app", name)).isExecutable();
        }
        assertThat(sources(file)).contains("target/quarkus-app/pull");
        assertThat(Path.of("target/quarkus-app/pull")).isExecutable();
        // a file that changes after the training run invalidates the cache
        assertThat(file.instructions()
                        .subList(
                                file.instructions().indexOf(trained),
                                file.instructions().size()))
                .extracting(Dockerfile.Instruction::keyword)
                .doesNotContain("COPY", "ADD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "jvm", "native"})
    void processIsUnprivilegedAndReceivesTheStopSignal(String variant) throws IOException {
        var file = read(variant);
        assertThat(file.last("USER").arguments()).isEqualTo("1001:0");
        assertThat(file.last("EXPOSE").arguments()).isEqualTo("8080");
        assertThat(file.last("STOPSIGNAL").arguments()).isEqualTo("SIGTERM");
        // an array: without a shell the process itself receives the signal
        assertThat(file.last("ENTRYPOINT").array()).isNotEmpty();
        assertThat(file.all("ADD")).isEmpty();
        assertThat(file.all("CMD")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "jvm", "native"})
    void baseImagesHaveVersionsAndLabelsAreComplete(String variant) throws IOException {
        var file = read(variant);
        var given = file.all("ARG").map(argument -> "$" + argument.arguments()).toList();
        assertThat(file.all("FROM").map(from -> from.words().getFirst()))
                .allMatch(image -> given.contains(image) || image.matches("[\\w./-]+:[\\w.-]*\\d[\\w.-]*"));
        assertThat(file.last("LABEL").arguments())
                .contains(Stream.of("title", "description", "created", "revision", "source", "version")
                        .map(name -> "org.opencontainers.image." + name + "=")
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "jvm", "native"})
    void environmentVariablesAreDocumented(String variant) throws IOException {
        var documented = Files.readString(Path.of("docs/configuration.md"));
        var settings = environment(read(variant));
        var places = Files.readString(Path.of("docs/containers.md"));
        for (String setting : List.of("EASEL_CONFIG", "EASEL_MODEL_CACHE_DIR", "EASEL_STORE_FOLDER")) {
            assertThat(places).containsPattern("(?m)^\\| `%s` \\| .*`%s`".formatted(settings.get(setting), setting));
        }
        assertThat(settings.keySet().stream().filter(name -> name.startsWith("EASEL_")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(documented).contains(words(name)));
    }

    /**
     * The heading {@code easel.model} and the row {@code `cache_dir`} for EASEL_MODEL_CACHE_DIR; the name itself for
     * EASEL_CONFIG, which is no setting of a group.
     */
    private static String[] words(String name) {
        var parts = name.toLowerCase(Locale.ROOT).split("_", 3);
        return parts.length < 3
                ? new String[] {"`" + name + "`"}
                : new String[] {parts[0] + "." + parts[1], "`" + parts[2] + "`"};
    }

    private static Map<String, String> environment(Dockerfile file) {
        return file.all("ENV")
                .flatMap(line -> Arrays.stream(line.arguments().split("\\s+")))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
    }

    private static List<String> sources(Dockerfile file) {
        return file.all("COPY")
                .filter(copy -> !copy.arguments().contains("--from="))
                .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
                .toList();
    }

    private static Dockerfile read(String variant) throws IOException {
        return Dockerfile.read(FOLDER.resolve("Dockerfile." + variant));
    }
}
