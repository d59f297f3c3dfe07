package dev.easel.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a tensor's axes, outermost first. Immutable.
 *
 * <p>A scalar has no axes and one element.
 */
public final class Shape {
    private final long[] extents;

    private Shape(long[] extents) {
        this.extents = extents;
    }

    /**
     * A shape with these extents.
     *
     * @throws IllegalArgumentException if an extent is negative or the number of elements exceeds an array's
     */
    public static Shape of(long... extents) {
        var shape = new Shape(extents.clone());
        long elements = 1;
        for (long extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in " + shape);
            }
            elements = Math.multiplyExact(elements, extent);
        }
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("too many elements in " + shape);
        }
        return shape;
    }

    /** The number of axes. */
    public int rank() {
        return extents.length;
    }

    /** The extent of an axis, counted from the outermost. */
    public int extent(int axis) {
        return (int) extents[axis];
    }

    /** The number of elements. */
    public int elements() {
        return (int) Arrays.stream(extents).reduce(1, (a, b) -> a * b);
    }

    /** The extents as ONNX Runtime wants them; a copy. */
    public long[] toArray() {
        return extents.clone();
    }

    /** The same shape with another extent of the outermost axis. */
    public Shape withRows(long rows) {
        long[] changed = extents.clone();
        changed[0] = rows;
        return of(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(extents, that.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    @Override
    public String toString() {
        return Arrays.stream(extents).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
