package dev.easel.app;

import dev.easel.setting.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A copy of the valid configuration of the fixtures, to be broken. */
final class ScratchConfig {
    static final Path VALID = Path.of("src/test/resources/fixtures/config");

    private final Path folder;

    ScratchConfig(Path folder) {
        this.folder = folder;
        try (var files = Files.list(VALID)) {
            for (var file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Replaces a text of a file that occurs in it. */
    void replace(String file, String right, String wrong) throws IOException {
        replace(file, right, wrong, StandardCharsets.UTF_8);
    }

    void replace(String file, String right, String wrong, Charset charset) throws IOException {
        String text = Files.readString(file(file));
        assertThat(text).contains(right);
        Files.writeString(file(file), text.replace(right, wrong), charset);
    }

    void write(String file, String text) throws IOException {
        Files.writeString(file(file), text);
    }

    /** What the start of a service would find wrong. */
    List<Finding> findings() {
        return ConfigCheck.ofFolder(folder, Map.of()).findings();
    }

    /** Runs {@code ./easel config} with this folder. */
    Run run(String task) {
        return run(task, folder.toString());
    }

    static Run run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = new ConfigCommand(
                        Map.of(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** How a command ended, and what it printed. */
    record Run(int exitCode, String out, String err) {}
}
