package dev.easel.graph;

import dev.easel.tensor.FloatFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A weight of a graph: what it is and where its numbers lie, not the numbers.
 *
 * @param name its name in the graph
 * @param extents the extent of each axis, outermost first
 * @param dataType the number of its element type in {@code TensorProto.DataType}
 * @param values where its numbers are
 * @param entry where the whole weight is described in the graph's file; its own bytes are in there unless external
 */
public record Initializer(String name, List<Long> extents, int dataType, Values values, Range entry) {
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;
    private static final int DOUBLE = 11;
    private static final int BFLOAT16 = 16;

    /** Bytes of a file. */
    record Range(long offset, long length) {
        long end() {
            return offset + length;
        }
    }

    /** Where a weight's numbers lie. */
    sealed interface Values {
        /** One after another, in the graph's file. */
        record Embedded(Range range) implements Values {}

        /** Each as a protobuf varint with its 16 bits, in the graph's file. */
        record Varints(Range range) implements Values {}

        /** One after another, in a file beside the graph. A missing length means all that the shape asks for. */
        record External(Path file, long offset, Optional<Long> length) implements Values {}

        /** Elsewhere: in no form that weights of a model have. */
        record Unread() implements Values {}
    }

    /** The numbers' format, if they are floating-point numbers that can be changed. */
    public Optional<FloatFormat> format() {
        return switch (dataType) {
            case FLOAT -> Optional.of(FloatFormat.FLOAT32);
            case FLOAT16 -> Optional.of(FloatFormat.FLOAT16);
            case BFLOAT16 -> Optional.of(FloatFormat.BFLOAT16);
            case DOUBLE -> Optional.of(FloatFormat.FLOAT64);
            default -> Optional.empty();
        };
    }

    /** The number of its numbers. */
    public long elements() {
        return extents.stream().reduce(1L, Math::multiplyExact);
    }

    boolean isExternal() {
        return values instanceof Values.External;
    }
}
