package dev.easel.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The commit that is measured. */
final class Commit {
    private Commit() {}

    /** The id of the commit, and whether the sources differ from it; {@code unknown} outside of a repository. */
    static String current() {
        try {
            var id = git("rev-parse", "HEAD");
            // not the whole tree: the results of this run are changes too
            var changes = git("status", "--porcelain", "--", "src", "tools/bench", "pom.xml", "models");
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
