package dev.easel.delivery;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the scripts that write image tags in scratch repositories. */
class TagScriptsTest {
    private static final String NEW = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path folder;

    private Path mine;

    @BeforeEach
    void makeRepositories() throws Exception {
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
        mine = cloneOf("mine");
        for (var script : List.of("set-tag", "push-tag")) {
            var copy = mine.resolve(".ci").resolve(script);
            Files.createDirectories(mine.resolve(".ci"));
            Files.copy(Path.of(".ci", script), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (var overlay : List.of("staging", "production")) {
            Files.createDirectories(file(mine, overlay).getParent());
            Files.copy(file(Path.of(""), overlay), file(mine, overlay));
        }
        git(mine, "add", ".");
        git(mine, "commit", "--quiet", "--message", "first");
        git(mine, "push", "--quiet", "origin", "HEAD:main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void changesOneTagAndRevertRestoresIt(String overlay) throws Exception {
        var before = Files.readAllLines(file(mine, overlay));
        assertThat(run(mine, ".ci/set-tag", overlay, NEW)).isZero();
        var after = Files.readAllLines(file(mine, overlay));
        assertThat(after)
                .hasSameSizeAs(before)
                .filteredOn(line -> !before.contains(line))
                .hasSize(1);
        assertThat(after.stream().filter(line -> line.contains(NEW)))
                .singleElement()
                .isIn(before.stream().map(TagScriptsTest::withNewTag).toList());

        assertThat(run(mine, ".ci/push-tag", overlay + " runs it")).isZero();
        git(mine, "revert", "--no-edit", "HEAD");
        assertThat(file(mine, overlay)).hasSameBinaryContentAs(file(Path.of(""), overlay));
    }

    /** Keeps the rest of the line, such as the marker for Flux. */
    private static String withNewTag(String line) {
        return line.replaceFirst("newTag: \"?[0-9a-f]{40}\"?", "newTag: \"" + NEW + '"');
    }

    @Test
    void bothOfTwoConcurrentPushesSucceed() throws Exception {
        var other = cloneOf("other");
        assertThat(run(mine, ".ci/set-tag", "staging", NEW)).isZero();
        assertThat(run(other, ".ci/set-tag", "production", NEW)).isZero();
        assertThat(run(mine, ".ci/push-tag", "staging runs it")).isZero();
        assertThat(run(other, ".ci/push-tag", "production runs it")).isZero();

        var main = cloneOf("third");
        assertThat(file(main, "staging")).content().contains(NEW);
        assertThat(file(main, "production")).content().contains(NEW);
    }

    @Test
    void doesNotCommitAnUnchangedTag() throws Exception {
        assertThat(run(mine, ".ci/set-tag", "staging", NEW)).isZero();
        git(mine, "commit", "--quiet", "--all", "--message", "by hand");
        assertThat(run(mine, ".ci/set-tag", "staging", NEW)).isZero();
        assertThat(run(mine, ".ci/push-tag", "nothing new")).isZero();
        assertThat(output()).contains("nothing to do");
    }

    @Test
    void rejectsInvalidCommitsAndOverlays() throws Exception {
        assertThat(run(mine, ".ci/set-tag", "staging", "latest")).isEqualTo(2);
        assertThat(run(mine, ".ci/set-tag", "moon", NEW)).isEqualTo(1);
        assertThat(output()).contains("there is no knative/overlays/moon/kustomization.yaml");
        Files.writeString(file(mine, "staging"), "images: []\n");
        assertThat(run(mine, ".ci/set-tag", "staging", NEW)).isEqualTo(1);
        assertThat(file(mine, "staging")).hasContent("images: []\n");
    }

    private static Path file(Path repository, String overlay) {
        return repository.resolve("knative/overlays").resolve(overlay).resolve("kustomization.yaml");
    }

    private Path cloneOf(String name) throws Exception {
        git(folder, "clone", "--quiet", "remote.git", name);
        return folder.resolve(name);
    }

    private void git(Path where, String... arguments) throws Exception {
        var command = new String[arguments.length + 5];
        List<String> identity = List.of("git", "-c", "user.name=test", "-c", "user.email=test@example.com");
        for (int i = 0; i < command.length; i++) {
            command[i] = i < identity.size() ? identity.get(i) : arguments[i - identity.size()];
        }
        assertThat(run(where, command)).as(output()).isZero();
    }

    private int run(Path where, String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
