package dev.easel.store;

import java.net.URI;
import java.util.Optional;

/**
 * Files by name. Names have the form {@code kind/name}, of letters, digits, dots and hyphens; they come from {@link
 * ImageStore} only. Files are written atomically. Blocks; thread-safe. A failure throws a {@link StoreException}.
 */
sealed interface ObjectStore extends AutoCloseable permits FolderStore, S3Store {

    /** The most bytes of a file: an uncompressed image of 4096 by 4096 pixels, and the rest. */
    int MOST_BYTES = 64 << 20;

    /** Fails if nothing can be kept; cheap enough for each event. */
    void check();

    /** A file, if there is one. */
    Optional<byte[]> read(String name);

    /** Keeps a file whose name is a digest of its content. One that is there already is kept longer. */
    void write(String name, byte[] content, String mediaType);

    /** Keeps a file unless there is one of its name. Returns whether this one is kept; one of several concurrent calls is. */
    boolean create(String name, byte[] content, String mediaType);

    /** Whether there is a file of a name. */
    boolean exists(String name);

    /** Deletes a file; without effect if there is none. */
    void delete(String name);

    /** The address where clients get a file without the service, if there is one. */
    Optional<URI> address(String name);

    @Override
    void close();
}
