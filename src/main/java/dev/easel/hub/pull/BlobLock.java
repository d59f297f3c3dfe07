package dev.easel.hub.pull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to fetch one blob, or why there is none. The operating system holds the lock, and releases it when its process is
 * killed. The file stays: removing it would let two processes lock two files of one name. On NFS the server holds the lock.
 */
sealed interface BlobLock {

    /** A lock of this process. */
    record Taken(Path path, FileChannel channel) implements BlobLock, AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } finally {
                HELD.remove(path);
            }
        }
    }

    /** Another pull has it. */
    record Busy() implements BlobLock {}

    /** The file system has no locks, for this reason. */
    record Unsupported(IOException reason) implements BlobLock {}

    /** Java's locks belong to the process: closing a second channel of a file would release the lock of the first. */
    Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /**
     * Takes the lock if it is free.
     *
     * @throws IOException if its folder cannot be made
     */
    static BlobLock tryToTake(Path file) throws IOException {
        var path = file.toAbsolutePath().normalize();
        Files.createDirectories(path.getParent());
        if (!HELD.add(path)) {
            return new Busy();
        }
        var lock = open(path);
        if (!(lock instanceof Taken)) {
            HELD.remove(path);
        }
        return lock;
    }

    private static BlobLock open(Path path) {
        try {
            var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new Taken(path, channel);
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return new Busy();
        } catch (IOException e) {
            return new Unsupported(e);
        }
    }
}
