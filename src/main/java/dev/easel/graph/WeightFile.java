package dev.easel.graph;

import com.google.protobuf.CodedInputStream;
import dev.easel.graph.Initializer.Values;
import dev.easel.model.ModelException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads weights' numbers from where a graph keeps them. */
final class WeightFile {
    private static final int CHUNK = 1 << 20;

    private WeightFile() {}

    /**
     * Checks that a weight's numbers are as many as its shape asks for, before memory is taken for them.
     *
     * @param bytes their size in memory
     * @throws ModelException if they are not
     */
    static void requireBytes(Path graph, Initializer weight, long bytes) {
        long found = switch (weight.values()) {
            case Values.Embedded(var range) -> range.length();
            case Values.External(var file, var offset, var length) ->
                Math.min(length.orElse(bytes), size(file) - offset);
            // a varint has a byte at least
            case Values.Varints(var range) -> weight.elements() <= range.length() ? bytes : range.length();
            case Values.Unread() -> 0;
        };
        if (found != bytes) {
            throw new ModelException(
                    graph,
                    "has the weight '" + weight.name() + "' with " + found + " bytes",
                    bytes + " bytes, as its shape " + weight.extents() + " says");
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read (" + e.getMessage() + ")", "the graph's weights", e);
        }
    }

    /** Fills memory with a weight's numbers. */
    static void read(Path graph, Initializer weight, MemorySegment target) {
        switch (weight.values()) {
            case Values.Embedded(var range) -> read(graph, range.offset(), target);
            case Values.External(var file, var offset, var length) -> read(file, offset, target);
            case Values.Varints(var range) -> readVarints(graph, weight, range, target);
            case Values.Unread() -> throw new IllegalArgumentException(weight.name() + " cannot be read");
        }
    }

    static void read(Path file, long offset, MemorySegment target) {
        try (var channel = FileChannel.open(file)) {
            for (long done = 0; done < target.byteSize(); ) {
                long size = Math.min(CHUNK, target.byteSize() - done);
                int read = channel.read(target.asSlice(done, size).asByteBuffer(), offset + done);
                if (read < 0) {
                    throw new EOFException("it ends before byte " + (offset + target.byteSize()));
                }
                done += read;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException(file, "cannot be read (" + e.getMessage() + ")", "the graph's weights", e);
        }
    }

    private static void readVarints(Path graph, Initializer weight, Initializer.Range range, MemorySegment target) {
        var layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        long elements = weight.elements();
        try (var channel = FileChannel.open(graph)) {
            var in = CodedInputStream.newInstance(Channels.newInputStream(channel.position(range.offset())));
            in.pushLimit(Math.toIntExact(range.length()));
            for (long i = 0; i < elements; i++) {
                target.set(layout, i * layout.byteSize(), (short) in.readInt32());
            }
            if (!in.isAtEnd()) {
                throw new IOException("there are too many numbers in '" + weight.name() + "'");
            }
        } catch (IOException e) {
            throw new ModelException(graph, "cannot be read (" + e.getMessage() + ")", "the graph's weights", e);
        }
    }
}
