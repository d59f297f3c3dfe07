package dev.easel.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * A file that is being fetched in parts. Every byte is at its place from the start; behind the last one stands how much of
 * each part is there, so that a later process goes on where this one was killed. What that table says is not trusted after
 * a power cut either: the checksum decides in the end.
 *
 * <p>A part belongs to one thread at a time; parts may be written side by side.
 */
final class PartialBlob implements AutoCloseable {
    /** Other tools keep one growing file called {@code .incomplete}; they must not take this one for theirs. */
    static final String SUFFIX = ".easel.incomplete";

    private static final long MAGIC = 0x6561_7365_6c00_0001L;
    private static final int HEADER = 2 * Long.BYTES;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final long partSize;
    private final AtomicLongArray done;

    private PartialBlob(Path path, FileChannel channel, long size, long partSize) {
        this.path = path;
        this.channel = channel;
        this.size = size;
        this.partSize = partSize;
        done = new AtomicLongArray(Math.toIntExact((size + partSize - 1) / partSize));
    }

    /**
     * Opens what an earlier process left, or starts anew if it left nothing, or other parts.
     *
     * @param size the file's bytes, at least 1
     * @param partSize the bytes of every part but the last
     */
    static PartialBlob open(Path path, long size, long partSize) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var partial = new PartialBlob(path, channel, size, partSize);
            partial.begin();
            return partial;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The bytes that an earlier process left in a file, without touching it; 0 if it cannot be gone on with. */
    static long fetched(Path path, long size, long partSize) throws IOException {
        try (var partial = new PartialBlob(path, FileChannel.open(path, StandardOpenOption.READ), size, partSize)) {
            return partial.resume() ? partial.fetched() : 0;
        }
    }

    private void begin() throws IOException {
        if (channel.size() == size) {
            // an earlier process was killed behind finish()
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
        return ByteBuffer.allocate(HEADER + parts() * Long.BYTES);
    }

    private IntStream all() {
        return IntStream.range(0, parts());
    }

    int parts() {
        return done.length();
    }

    private long length(int part) {
        return Math.min(partSize, size - part * partSize);
    }

    /** The position of the first byte of a part that is not there. */
    long next(int part) {
        return part * partSize + done.get(part);
    }

    /** The position behind the last byte of a part. */
    long end(int part) {
        return part * partSize + length(part);
    }

    /** The bytes of all parts that are there. */
    long fetched() {
        return all().mapToLong(done::get).sum();
    }

    /** Puts bytes behind those of the part that are there. */
    void append(int part, byte[] bytes, int length) throws IOException {
        writeFully(ByteBuffer.wrap(bytes, 0, length), next(part));
        set(part, done.get(part) + length);
    }

    /** Forgets what is there of a part. */
    void restart(int part) throws IOException {
        set(part, 0);
    }

    private void set(int part, long bytes) throws IOException {
        done.set(part, bytes);
        writeFully(ByteBuffer.allocate(Long.BYTES).putLong(bytes).flip(), size + HEADER + (long) part * Long.BYTES);
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Cuts the table off and puts the content on the disk, before the file gets its name. */
    void finish() throws IOException {
        channel.truncate(size);
        channel.force(true);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
