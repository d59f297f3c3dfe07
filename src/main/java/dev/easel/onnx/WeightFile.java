package dev.easel.onnx;

import com.google.protobuf.CodedInputStream;
import dev.easel.onnx.Initializer.Values;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads weights' numbers from where a graph keeps them. */
final class WeightFile {
    private static final int CHUNK = 1 << 20;

    private WeightFile() {}

    /**
     * Fills memory with a weight's numbers.
     *
     * @throws ModelException if there are not as many as its shape asks for
     */
    static void read(Path graph, Initializer weight, MemorySegment target) {
        switch (weight.values()) {
            case Values.Embedded(var range) -> {
                requireLength(graph, weight, range.length(), target);
                read(graph, range.offset(), target);
            }
            case Values.External(var file, var offset, var length) -> {
                requireLength(graph, weight, length.orElse(target.byteSize()), target);
                read(file, offset, target);
            }
            case Values.Varints(var range) -> readVarints(graph, weight, range, target);
            case Values.Unread() -> requireLength(graph, weight, 0, target);
        }
    }

    private static void requireLength(Path graph, Initializer weight, long bytes, MemorySegment target) {
        if (bytes != target.byteSize()) {
            throw new ModelException(
                    graph,
                    "has the weight '" + weight.name() + "' with " + bytes + " bytes",
                    target.byteSize() + " bytes, as its shape " + weight.extents() + " says");
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
            requireLength(graph, weight, elements * layout.byteSize(), target);
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
