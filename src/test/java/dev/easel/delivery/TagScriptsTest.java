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

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts by which workflows say what a cluster runs, in scratch repositories. */
class TagScriptsTest {
    private static final String OLD = "0".repeat(40);
    private static final String NEW = "0123456789abcdef0123456789abcdef01234567";
    private static final String MARK = " # {\"$imagepolicy\": \"flux-system:easel:tag\"}";
    private static final String OVERLAY =
            """
            # What staging runs.
            resources:
              - ../../base
            images:
              - name: event-display
                newTag: latest
              - name: easel
                newName: registry.example.com/team/easel
                newTag: "%s"%s
            """;

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
            Files.writeString(file(mine, overlay), OVERLAY.formatted(OLD, MARK));
        }
        git(mine, "add", ".");
        git(mine, "commit", "--quiet", "--message", "first");
        git(mine, "push", "--quiet", "origin", "HEAD:main");
    }

    @Test
    void oneLineChangesAndARevertRestoresIt() throws Exception {
        assertThat(run(mine, ".ci/set-tag", "staging", NEW)).isZero();
        assertThat(file(mine, "staging")).hasContent(OVERLAY.formatted(NEW, MARK));
        assertThat(file(mine, "production")).hasContent(OVERLAY.formatted(OLD, MARK));

        assertThat(run(mine, ".ci/push-tag", "staging runs it")).isZero();
        git(mine, "revert", "--no-edit", "HEAD");
        assertThat(file(mine, "staging")).hasContent(OVERLAY.formatted(OLD, MARK));
    }

    @Test
    void twoWritersBothArrive() throws Exception {
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
    void whatIsThereAlreadyIsNoCommit() throws Exception {
        assertThat(run(mine, ".ci/set-tag", "staging", OLD)).isZero();
        assertThat(run(mine, ".ci/push-tag", "nothing new")).isZero();
        assertThat(output()).contains("nothing to do");
    }

    @Test
    void whatIsNoCommitOrNoOverlayIsRefused() throws Exception {
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
