package dev.easel.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A Git repository with a copy of {@code knative/}. */
final class ScratchRepository {
    private final Path root;

    ScratchRepository(Path root) throws IOException, InterruptedException {
        this.root = root;
        try (var files = Files.walk(Sources.KNATIVE)) {
            for (Path file : files.toList()) {
                var copy = root.resolve(file.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        git("init", "--quiet");
        commit("initial state");
    }

    void replace(String file, String old, String replacement) throws IOException {
        var path = root.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, replacement));
    }

    void commit(String message) throws IOException, InterruptedException {
        git("add", "--all");
        git("commit", "--quiet", "--message", message);
    }

    void revert() throws IOException, InterruptedException {
        git("revert", "--no-edit", "HEAD");
    }

    String render(String overlay) {
        return Kustomize.render(root.resolve(Sources.overlay(overlay).toString()));
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "git", "-c", "user.name=Easel", "-c", "user.email=easel@example.com", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
