package dev.easel.onnx;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The expected form of a graph's input or output.
 *
 * @param name its name in the graph
 * @param kind its kind of element
 * @param extents the extent of each axis, {@link #ANY} where it is free
 * @param orScalar whether a scalar is accepted too
 */
public record TensorSpec(String name, Kind kind, List<Long> extents, boolean orScalar) {
    /** An axis of any extent. */
    public static final long ANY = -1;

    /** A kind of element of any width. */
    public enum Kind {
        /** float32 or float16. */
        FLOAT,
        /** int64 or int32. */
        INTEGER,
        /** Any of these; only in an expectation. */
        NUMBER
    }

    /** A tensor of these extents and no others. */
    public TensorSpec(String name, Kind kind, List<Long> extents) {
        this(name, kind, extents, false);
    }

    /** One number for each row, or one for all. */
    public static TensorSpec numberPerRowOrOne(String name) {
        return new TensorSpec(name, Kind.NUMBER, List.of(ANY), true);
    }

    /** Whether it has no axes. */
    public boolean isScalar() {
        return extents.isEmpty();
    }

    /** A tensor of floating-point numbers. */
    public static TensorSpec floats(String name, long... extents) {
        return new TensorSpec(name, Kind.FLOAT, LongStream.of(extents).boxed().toList());
    }

    /** A tensor of integers. */
    public static TensorSpec integers(String name, long... extents) {
        return new TensorSpec(name, Kind.INTEGER, LongStream.of(extents).boxed().toList());
    }

    /** Whether a graph's tensor, whose free axes have a negative extent, matches. */
    boolean accepts(Kind found, long[] foundExtents) {
        if (found != kind && kind != Kind.NUMBER) {
            return false;
        }
        if (foundExtents.length != extents.size()) {
            return orScalar && foundExtents.length == 0;
        }
        for (int axis = 0; axis < foundExtents.length; axis++) {
            long expected = extents.get(axis);
            if (expected != ANY && foundExtents[axis] >= 0 && foundExtents[axis] != expected) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return extents.stream()
                .map(extent -> extent < 0 ? "?" : extent.toString())
                .collect(Collectors.joining(", ", word() + "[", "]"));
    }

    private String word() {
        return switch (kind) {
            case FLOAT -> "float";
            case INTEGER -> "int";
            case NUMBER -> "number";
        };
    }
}
