package dev.easel.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Deletes the files of a {@link FolderStore} when they are old, and the oldest when they take too much space. While there is
 * space it lists the folder at most once a minute, as other services that share it write too. Thread-safe.
 */
final class Retention {
    private static final Logger LOG = Logger.getLogger("dev.easel.store");
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    /** Makes room for more than one file, so that a full folder is not listed for each. */
    private static final double ROOM = 0.9;

    /** Nothing else is deleted, whatever folder is configured. */
    private static final List<String> KINDS = List.of("images", "answers");

    private static final Pattern WRITTEN =
            Pattern.compile("[0-9a-f]{64}\\.(png|jpg|webp|json)|[0-9a-f-]{36}\\" + FolderStore.PARTIAL);

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

    /** A file was added. It may be one too many, but is not deleted itself. */
    synchronized void added(Path folder, Path file, long size) {
        bytes += size;
        if (bytes > maxBytes || lastLook.isBefore(clock.instant().minus(BETWEEN_LOOKS))) {
            sweep(folder, file, 0);
        }
    }

    /** A file could not be added, perhaps because the volume is full. */
    synchronized void makeRoom(Path folder, Path file, long size) {
        sweep(folder, file, size);
    }

    private record Kept(Path file, long size, Instant modified) {}

    private void sweep(Path folder, Path newest, long coming) {
        lastLook = clock.instant();
        try {
            bytes = swept(folder, newest, coming);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("old files of the image store %s cannot be deleted: %s", folder, e);
        }
    }

    /** Returns the bytes that are left. */
    private long swept(Path folder, Path newest, long coming) throws IOException {
        var files = list(folder);
        files.sort(Comparator.comparing(Kept::modified));
        long left = files.stream().mapToLong(Kept::size).sum();
        long most = Math.min(maxBytes, left + Files.getFileStore(folder).getUsableSpace());
        long wanted = left + coming > most ? (long) (most * ROOM) - coming : left;
        var oldest = lastLook.minus(maxAge);
        for (var kept : files) {
            if (left <= wanted && !kept.modified().isBefore(oldest)) {
                break;
            }
            if (!kept.file().equals(newest) && isDeleted(kept)) {
                left -= kept.size();
            }
        }
        return left;
    }

    private static boolean isDeleted(Kept kept) {
        try {
            // it may have been written again since it was listed
            return Files.getLastModifiedTime(kept.file()).toInstant().equals(kept.modified())
                    && Files.deleteIfExists(kept.file());
        } catch (NoSuchFileException e) {
            // deleted by another service
            return true;
        } catch (IOException e) {
            LOG.warnf("%s cannot be deleted and stays in the image store: %s", kept.file(), e);
            return false;
        }
    }

    private static List<Kept> list(Path folder) throws IOException {
        var files = new ArrayList<Kept>();
        for (String kind : KINDS) {
            try (var entries = Files.newDirectoryStream(folder.resolve(kind), Retention::isWritten)) {
                for (var file : entries) {
                    look(file).ifPresent(files::add);
                }
            } catch (NoSuchFileException e) {
                // there is no file of this kind yet
            }
        }
        return files;
    }

    private static boolean isWritten(Path file) {
        return WRITTEN.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static Optional<Kept> look(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(attributes)
                    .filter(BasicFileAttributes::isRegularFile)
                    .map(regular -> new Kept(
                            file, regular.size(), regular.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            // deleted by another service
            return Optional.empty();
        }
    }
}
