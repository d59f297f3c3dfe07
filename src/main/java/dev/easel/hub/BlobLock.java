package dev.easel.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to fetch one blob. The operating system keeps it and takes it back from a process that is killed; the file stays,
 * as removing it would let two processes lock two files of one name. On NFS the server keeps the lock; where a file system
 * has no locks there is none.
 */
final class BlobLock implements AutoCloseable {
    /** Java's locks are the process's: closing one channel would release the lock of another. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private BlobLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the lock if nobody else has it.
     *
     * @throws IOException if the file system has no locks, or the file cannot be made
     */
    static Optional<BlobLock> tryToTake(Path file) throws IOException {
        var path = file.toAbsolutePath().normalize();
        Files.createDirectories(path.getParent());
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        try {
            var lock = take(path);
            if (lock.isEmpty()) {
                HELD.remove(path);
            }
            return lock;
        } catch (IOException | RuntimeException e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static Optional<BlobLock> take(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new BlobLock(path, channel));
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(path);
        }
    }
}
