package dev.easel.store;

import java.net.URI;
import java.util.Optional;

/**
 * Files by name. Names have the form {@code kind/name}, of letters, digits, dots and hyphens; they come from {@link
 * ImageStore} only. A file is there whole or not at all. Blocks; thread-safe. What fails throws a {@link StoreException}.
 */
sealed interface ObjectStore extends AutoCloseable permits FolderStore, S3Store {

    /** The most bytes of a file: an uncompressed image of 4096 by 4096 pixels, and the rest. */
    int MOST_BYTES = 64 << 20;

    /** Fails if nothing can be kept; cheap enough to ask before work is begun. */
    void check();

    /** A file, if there is one. */
    Optional<byte[]> read(String name);

    /** Keeps a file whose name tells its content. One that is there already is kept for longer. */
    void write(String name, byte[] content, String mediaType);

    /** Keeps a file unless there is one of its name; of several at a time one is kept. Whether it is this one. */
    boolean create(String name, byte[] content, String mediaType);

    /** Whether there is a file of a name. */
    boolean exists(String name);

    /** Keeps a file no longer; without effect if there is none. */
    void delete(String name);

    /** Where callers get a file without asking the service, if they can. */
    Optional<URI> address(String name);

    @Override
    void close();
}
