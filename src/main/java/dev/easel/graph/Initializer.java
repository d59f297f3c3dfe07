package dev.easel.graph;

import dev.easel.graph.proto.TensorProto;
import dev.easel.graph.proto.TensorProto.DataType;
import dev.easel.model.ModelException;
import dev.easel.tensor.FloatFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A weight of a graph. Its values stay in the file until they are {@linkplain #read read}. */
public final class Initializer {
    private final Path graph;
    private final TensorProto tensor;
    private final WeightData data;

    Initializer(Path graph, TensorProto tensor) throws IOException {
        this.graph = graph;
        this.tensor = tensor;
        this.data = WeightData.of(graph, tensor);
        requireShape();
    }

    private void requireShape() throws IOException {
        try {
            if (extents().stream().anyMatch(extent -> extent < 0) || elements() > Integer.MAX_VALUE) {
                throw new IOException("the weight " + name() + " has the shape " + extents());
            }
        } catch (ArithmeticException e) {
            throw new IOException("the weight " + name() + " has the shape " + extents(), e);
        }
    }

    /** Its name in the graph. */
    public String name() {
        return tensor.getName();
    }

    /** The extent of each axis, outermost first. */
    public List<Long> extents() {
        return tensor.getDimsList();
    }

    /** The number of its values. */
    public long elements() {
        return extents().stream().reduce(1L, Math::multiplyExact);
    }

    /** The values' format; empty unless they are floating-point numbers that can be changed. */
    public Optional<FloatFormat> format() {
        return Optional.ofNullable(DataType.forNumber(tensor.getDataType())).flatMap(Initializer::format);
    }

    private static Optional<FloatFormat> format(DataType type) {
        return switch (type) {
            case FLOAT -> Optional.of(FloatFormat.FLOAT32);
            case FLOAT16 -> Optional.of(FloatFormat.FLOAT16);
            case BFLOAT16 -> Optional.of(FloatFormat.BFLOAT16);
            case DOUBLE -> Optional.of(FloatFormat.FLOAT64);
            case UNDEFINED -> Optional.empty();
        };
    }

    boolean isExternal() {
        return data instanceof WeightData.External;
    }

    /**
     * The size of its values in memory.
     *
     * @throws ModelException if they are no floating-point numbers, or not as many as its shape requires
     */
    long bytes() {
        var format = format().orElseThrow(() -> new ModelException(
                graph,
                "has the weight '" + name() + "' with data type " + tensor.getDataType(),
                "float32, float16, bfloat16 or float64: quantised weights cannot be changed"));
        long expected = elements() * format.bytes();
        long found = orRefuse(() -> data.available(elements(), expected));
        if (found != expected) {
            throw new ModelException(
                    graph,
                    "has the weight '" + name() + "' with " + found + " bytes",
                    expected + " bytes for its shape " + extents());
        }
        return expected;
    }

    /**
     * Fills memory of {@link #bytes} bytes with its values, in their own format and C order.
     *
     * @throws ModelException if they cannot be read
     */
    void read(MemorySegment target) {
        orRefuse(() -> {
            data.read(target);
            return target;
        });
    }

    private <T> T orRefuse(WeightData.Access<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new ModelException(
                    graph,
                    "has the weight '" + name() + "', which cannot be read (" + e.getMessage() + ")",
                    "a complete ONNX graph",
                    e);
        }
    }
}
