package dev.easel.store;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Files in a folder, which several services may share. The folder is created on first use. */
final class FolderStore implements ObjectStore {
    /** The suffix of files that are not complete yet. */
    static final String PARTIAL = ".part";

    private final Path folder;
    private final Retention retention;

    FolderStore(Path folder, Retention retention) {
        this.folder = folder;
        this.retention = retention;
    }

    @Override
    public void check() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable("cannot be created", e);
        }
        if (!Files.isWritable(folder)) {
            throw unusable("cannot be written to", new IOException("no permission"));
        }
    }

    @Override
    public Optional<byte[]> read(String name) {
        var file = folder.resolve(name);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StoreException(file + " has more than " + MOST_BYTES + " bytes; Easel has not written it");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    @Override
    public void write(String name, byte[] content, String mediaType) {
        var file = folder.resolve(name);
        try {
            // a file that is written again is kept as long as a new one
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            put(
                    file,
                    content,
                    partial -> Files.move(
                            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException e) {
            throw unusable("cannot be written to", e);
        }
    }

    @Override
    public boolean create(String name, byte[] content, String mediaType) {
        var file = folder.resolve(name);
        return put(file, content, partial -> link(file, partial));
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(folder.resolve(name));
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw unusable("cannot be written to", e);
        }
    }

    /**
     * Unlike a move, a link never replaces another file. Some volumes have no links: there one of two services that are here at
     * the same time may replace the other's file.
     */
    private static void link(Path file, Path partial) throws IOException {
        try {
            Files.createLink(file, partial);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private interface Placement {
        void place(Path partial) throws IOException;
    }

    /** Whether the file is placed; false if another has its name. */
    private boolean put(Path file, byte[] content, Placement placement) {
        try {
            return isPlaced(file, content, placement);
        } catch (IOException e) {
            retention.makeRoom(folder, file, content.length);
        }
        try {
            return isPlaced(file, content, placement);
        } catch (IOException e) {
            throw unusable("cannot be written to", e);
        }
    }

    private boolean isPlaced(Path file, byte[] content, Placement placement) throws IOException {
        var partial = file.resolveSibling(UUID.randomUUID() + PARTIAL);
        Files.createDirectories(partial.getParent());
        try {
            writeOut(partial, content);
            placement.place(partial);
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(partial);
        }
        retention.added(folder, file, content.length);
        return true;
    }

    /** Synced to the disk before it gets its name, so that a loss of power leaves no name without content. */
    private static void writeOut(Path partial, byte[] content) throws IOException {
        try (var channel = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    @Override
    public Optional<URI> address(String name) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // nothing stays open between two calls
    }

    private StoreException unusable(String why, IOException cause) {
        return new StoreException(
                "the image store " + folder.toAbsolutePath() + " " + why
                        + " (easel.store.folder; the service's user needs to write there): " + cause,
                cause);
    }
}
