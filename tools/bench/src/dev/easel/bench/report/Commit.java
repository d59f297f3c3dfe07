package dev.easel.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Which sources were measured. */
final class Commit {
    private Commit() {}

    /** The commit's id, and whether what is measured differs from it; {@code unknown} outside of a repository. */
    static String current() {
        try {
            var id = git("rev-parse", "HEAD");
            // not the whole tree: results of this very run are new files
            var changes = git("status", "--porcelain", "--", "src", "pom.xml", "models");
            return id.isEmpty() ? "unknown" : changes.isEmpty() ? id : id + " with changes";
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String git(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        return run(command);
    }

    private static String run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
