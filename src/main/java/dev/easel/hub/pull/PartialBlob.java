package dev.easel.hub.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * A file that is being fetched in parts. Every byte is in its final place. Behind the last one stands a table with how much
 * of each part is present, so that a later process resumes where this one was killed. After a power cut the table may be
 * wrong; the checksum decides in the end.
 *
 * <p>A part belongs to one thread at a time; parts may be written concurrently.
 */
final class PartialBlob implements AutoCloseable {
    private static final long MAGIC = 0x6561_7365_6c00_0001L;
    private static final int HEADER = 2 * Long.BYTES;

    private final FileChannel channel;
    private final long size;
    private final long partSize;
    private final AtomicLongArray done;

    private PartialBlob(FileChannel channel, long size, long partSize) {
        this.channel = channel;
        this.size = size;
        this.partSize = partSize;
        done = new AtomicLongArray(Math.toIntExact((size + partSize - 1) / partSize));
    }

    /**
     * Opens what an earlier process left, or starts over if it left nothing, or parts of another size.
     *
     * @param size the file's bytes, at least 1
     * @param partSize the bytes of every part but the last
     */
    static PartialBlob open(Path path, long size, long partSize) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var partial = new PartialBlob(channel, size, partSize);
            partial.begin();
            return partial;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The bytes that an earlier process left in a file, without changing it; 0 if they cannot be resumed. */
    static long fetched(Path path, long size, long partSize) throws IOException {
        try (var partial = new PartialBlob(FileChannel.open(path, StandardOpenOption.READ), size, partSize)) {
            return partial.resume() ? partial.fetched() : 0;
        }
    }

    private void begin() throws IOException {
        if (channel.size() == size) {
            // an earlier process was killed after finish()
            writeTable(this::length);
        } else if (!resume()) {
            channel.truncate(0);
            writeTable(part -> 0);
        }
    }

    private boolean resume() throws IOException {
        var table = table();
        boolean isWhole = channel.size() == size + table.capacity() && channel.read(table, size) == table.capacity();
        table.flip();
        if (!isWhole || table.getLong() != MAGIC || table.getLong() != partSize) {
            return false;
        }
        all().forEach(part -> done.set(part, table.getLong()));
        return all().allMatch(part -> done.get(part) >= 0 && done.get(part) <= length(part));
    }

    private void writeTable(IntToLongFunction bytes) throws IOException {
        var table = table().putLong(MAGIC).putLong(partSize);
        all().forEach(part -> {
            done.set(part, bytes.applyAsLong(part));
            table.putLong(done.get(part));
        });
        writeFully(table.flip(), size);
    }

    private ByteBuffer table() {
        return ByteBuffer.allocate(HEADER + done.length() * Long.BYTES);
    }

    private IntStream all() {
        return IntStream.range(0, done.length());
    }

    /** All parts, in order. */
    List<Part> parts() {
        return all().mapToObj(Part::new).toList();
    }

    private long length(int part) {
        return Math.min(partSize, size - part * partSize);
    }

    /** The bytes of all parts that are present. */
    long fetched() {
        return all().mapToLong(done::get).sum();
    }

    /** One part of the file. */
    final class Part {
        private final int index;

        private Part(int index) {
            this.index = index;
        }

        /** Whether it is the whole file. */
        boolean isOnly() {
            return done.length() == 1;
        }

        /** The position in the file of its first missing byte. */
        long next() {
            return index * partSize + done.get(index);
        }

        /** The position after its last byte. */
        long end() {
            return index * partSize + length(index);
        }

        long missing() {
            return end() - next();
        }

        /** Adds bytes after those that are present. */
        void append(byte[] bytes, int length) throws IOException {
            writeFully(ByteBuffer.wrap(bytes, 0, length), next());
            set(done.get(index) + length);
        }

        /** Discards its bytes. */
        void restart() throws IOException {
            set(0);
        }

        private void set(long bytes) throws IOException {
            done.set(index, bytes);
            writeFully(
                    ByteBuffer.allocate(Long.BYTES).putLong(bytes).flip(), size + HEADER + (long) index * Long.BYTES);
        }
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Removes the table and forces the content to the disk, before the file gets its name. */
    void finish() throws IOException {
        channel.truncate(size);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
