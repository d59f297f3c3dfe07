package dev.easel.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Deletes a folder's files when they are old, and the oldest when there are too many. Looks at the folder once a minute at
 * most while there is room, which others who share the folder may fill too. Thread-safe.
 */
final class Retention {
    private static final Logger LOG = Logger.getLogger("dev.easel.store");
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    /** Room is made for more than one file, so that a full folder is not listed for each. */
    private static final double ROOM = 0.9;

    private final Duration maxAge;
    private final long maxBytes;
    private final InstantSource clock;
    private Instant lastLook = Instant.MIN;
    private long bytes;

    Retention(Duration maxAge, long maxBytes, InstantSource clock) {
        this.maxAge = maxAge;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** A file was added, which may be one too many. */
    synchronized void added(Path folder, long size) {
        bytes += size;
        var now = clock.instant();
        if (bytes > maxBytes || lastLook.isBefore(now.minus(BETWEEN_LOOKS))) {
            lastLook = now;
            try {
                bytes = sweep(folder, now);
            } catch (IOException | UncheckedIOException e) {
                LOG.warnf("old files of the image store %s cannot be deleted: %s", folder, e);
            }
        }
    }

    private record Kept(Path file, long size, Instant modified) {}

    private long sweep(Path folder, Instant now) throws IOException {
        var files = list(folder);
        files.sort(Comparator.comparing(Kept::modified));
        long left = files.stream().mapToLong(Kept::size).sum();
        long wanted = left > maxBytes ? (long) (maxBytes * ROOM) : left;
        for (var kept : files) {
            if (left <= wanted && !kept.modified().isBefore(now.minus(maxAge))) {
                break;
            }
            Files.deleteIfExists(kept.file());
            left -= kept.size();
        }
        return left;
    }

    private static List<Kept> list(Path folder) throws IOException {
        var files = new ArrayList<Kept>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(new Kept(
                            file,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                // another who shares the folder has deleted it meanwhile
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
