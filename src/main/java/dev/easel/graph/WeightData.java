package dev.easel.graph;

import com.google.protobuf.ByteString;
import dev.easel.graph.proto.StringStringEntryProto;
import dev.easel.graph.proto.TensorProto;
import dev.easel.graph.proto.TensorProto.DataLocation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of a weight, where the graph keeps them. */
sealed interface WeightData {

    /** Finds a weight's values. Values in a form that models do not use count as missing. */
    static WeightData of(Path graph, TensorProto tensor) throws IOException {
        if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
            return External.of(graph, tensor);
        }
        return tensor.hasInt32Data()
                ? new Varints(tensor.getInt32Data())
                : new Embedded(Stream.of(tensor.getRawData(), tensor.getFloatData(), tensor.getDoubleData())
                        .filter(bytes -> !bytes.isEmpty())
                        .findFirst()
                        .orElse(ByteString.EMPTY));
    }

    /**
     * The bytes that the values take in memory.
     *
     * @param elements the number of values that the shape requires
     * @param bytes the bytes that they take
     * @return {@code bytes} if all of them are present
     */
    long available(long elements, long bytes) throws IOException;

    /** Fills memory with the values. */
    void read(MemorySegment target) throws IOException;

    /** Something that reads. */
    @FunctionalInterface
    interface Access<T> {
        T run() throws IOException;
    }

    /** One after another, in the graph's file. */
    record Embedded(ByteString values) implements WeightData {
        @Override
        public long available(long elements, long bytes) {
            return values.size();
        }

        @Override
        public void read(MemorySegment target) {
            target.copyFrom(MemorySegment.ofBuffer(values.asReadOnlyByteBuffer()));
        }
    }

    /** Each as a protobuf varint with its 16 bits, in the graph's file. */
    record Varints(ByteString values) implements WeightData {
        private static final ValueLayout.OfShort HALF =
                ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

        @Override
        public long available(long elements, long bytes) {
            // a varint takes a byte or more
            return elements <= values.size() ? bytes : values.size();
        }

        @Override
        public void read(MemorySegment target) throws IOException {
            var in = values.newCodedInput();
            for (long position = 0; position < target.byteSize(); position += HALF.byteSize()) {
                target.set(HALF, position, (short) in.readInt32());
            }
            if (!in.isAtEnd()) {
                throw new IOException("there are more values than its shape requires");
            }
        }
    }

    /** One after another, in a file beside the graph. Without a length, as many as the shape requires. */
    record External(Path file, long offset, Optional<Long> length) implements WeightData {
        static External of(Path graph, TensorProto tensor) throws IOException {
            var entries = tensor.getExternalDataList().stream()
                    .collect(Collectors.toMap(
                            StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, last) -> last));
            try {
                var file = Path.of(entries.getOrDefault("location", ""));
                if (file.isAbsolute() || file.normalize().startsWith("..")) {
                    throw new IOException("the weight " + tensor.getName() + " lies outside the model's folder");
                }
                return new External(
                        graph.resolveSibling(file),
                        Long.parseLong(entries.getOrDefault("offset", "0")),
                        Optional.ofNullable(entries.get("length")).map(Long::parseLong));
            } catch (IllegalArgumentException e) {
                throw new IOException("the weight " + tensor.getName() + " has an invalid location: " + entries, e);
            }
        }

        @Override
        public long available(long elements, long bytes) throws IOException {
            return Math.min(length.orElse(bytes), Files.size(file) - offset);
        }

        @Override
        public void read(MemorySegment target) throws IOException {
            try (var channel = FileChannel.open(file);
                    var arena = Arena.ofConfined()) {
                target.copyFrom(channel.map(MapMode.READ_ONLY, offset, target.byteSize(), arena));
            } catch (IllegalArgumentException e) {
                throw new IOException("its offset is " + offset, e);
            }
        }
    }
}
