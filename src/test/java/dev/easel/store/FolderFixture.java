package dev.easel.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A store in a folder that keeps its files for an hour, by a clock that a test moves. */
final class FolderFixture {
    static final String PNG = "image/png";

    final Path folder;
    final FolderStore store;
    /** Before the time of the files that a test writes last. */
    private Instant now = Instant.now().minus(Duration.ofHours(12));

    FolderFixture(Path folder, long maxBytes) {
        this.folder = folder;
        this.store = new FolderStore(folder, new Retention(Duration.ofHours(1), maxBytes, () -> now));
    }

    /** Writes a file, one second after the one before. */
    void write(int number, int size) throws IOException {
        pass(Duration.ofSeconds(1));
        store.write("images/" + name(number), new byte[size], PNG);
        if (Files.exists(file(number))) {
            touch(number);
        }
    }

    /** Sets the time of an image to now. */
    void touch(int number) throws IOException {
        Files.setLastModifiedTime(file(number), FileTime.from(now));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    private Path file(int number) {
        return folder.resolve("images/" + name(number));
    }

    /** The name of an image in the store. */
    static String name(int number) {
        return "%064x.png".formatted(number);
    }

    /** The names of all files, without their folders. */
    List<String> names() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
