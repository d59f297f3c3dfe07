package dev.easel.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A float32 tensor. Its elements are fixed once it is shared: the creator of the array fills it before.
 */
public final class FloatTensor implements Tensor {
    private final Shape shape;
    private final float[] data;

    private FloatTensor(Shape shape, float[] data) {
        this.shape = shape;
        this.data = data;
    }

    /**
     * A tensor that takes ownership of an array, without a copy.
     *
     * @throws IllegalArgumentException if the array's length is not the shape's number of elements
     */
    public static FloatTensor of(Shape shape, float[] data) {
        if (data.length != shape.elements()) {
            throw new IllegalArgumentException(data.length + " elements do not fill " + shape);
        }
        return new FloatTensor(shape, data);
    }

    /** A tensor of zeros. */
    public static FloatTensor zeros(long... extents) {
        var shape = Shape.of(extents);
        return new FloatTensor(shape, new float[shape.elements()]);
    }

    /** A vector of these elements. */
    public static FloatTensor vector(float... elements) {
        return new FloatTensor(Shape.of(elements.length), elements);
    }

    /**
     * Tensors concatenated on axis 0.
     *
     * @throws IllegalArgumentException if there are none, or they differ in another axis
     */
    public static FloatTensor concatenate(List<FloatTensor> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing to concatenate");
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        long rows = 0;
        var first = parts.getFirst().shape;
        for (var part : parts) {
            if (!part.shape.withRows(1).equals(first.withRows(1))) {
                throw new IllegalArgumentException("rows of " + part.shape + " do not fit beside " + first);
            }
            rows += part.shape.extent(0);
        }
        var shape = first.withRows(rows);
        var data = new float[shape.elements()];
        int offset = 0;
        for (var part : parts) {
            System.arraycopy(part.data, 0, data, offset, part.data.length);
            offset += part.data.length;
        }
        return new FloatTensor(shape, data);
    }

    /**
     * Two tensors concatenated on their last axis.
     *
     * @throws IllegalArgumentException if they differ in another axis
     */
    public static FloatTensor beside(FloatTensor left, FloatTensor right) {
        long[] extents = left.shape.toArray();
        int last = extents.length - 1;
        int leftWidth = left.shape.extent(last);
        int rightWidth = right.shape.extent(last);
        extents[last] = leftWidth + (long) rightWidth;
        var shape = Shape.of(extents);
        if (left.data.length / leftWidth != right.data.length / rightWidth) {
            throw new IllegalArgumentException(right.shape + " does not fit beside " + left.shape);
        }
        var data = new float[shape.elements()];
        for (int line = 0; line < left.data.length / leftWidth; line++) {
            int start = line * (leftWidth + rightWidth);
            System.arraycopy(left.data, line * leftWidth, data, start, leftWidth);
            System.arraycopy(right.data, line * rightWidth, data, start + leftWidth, rightWidth);
        }
        return new FloatTensor(shape, data);
    }

    /** The first elements of axis 1 in each row of axis 0. */
    public FloatTensor firstOfAxis1(int count) {
        if (shape.extent(1) == count) {
            return this;
        }
        long[] extents = shape.toArray();
        extents[1] = count;
        var part = Shape.of(extents);
        int rows = shape.extent(0);
        var data = new float[part.elements()];
        int size = data.length / rows;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(this.data, row * (this.data.length / rows), data, row * size, size);
        }
        return new FloatTensor(part, data);
    }

    /** Whether every element is finite. */
    public boolean isFinite() {
        for (float element : data) {
            if (!Float.isFinite(element)) {
                return false;
            }
        }
        return true;
    }

    /** The same elements in another shape. */
    public FloatTensor reshaped(Shape other) {
        return of(other, data);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** The elements in C order; not a copy, must not be written to. */
    public float[] data() {
        return data;
    }

    /** Each row of axis 0 as a tensor of its own, with an extent of 1 on that axis. */
    public List<FloatTensor> rows() {
        int count = shape.extent(0);
        if (count == 1) {
            return List.of(this);
        }
        var rowShape = shape.withRows(1);
        int size = rowShape.elements();
        var rows = new ArrayList<FloatTensor>(count);
        for (int row = 0; row < count; row++) {
            rows.add(new FloatTensor(rowShape, Arrays.copyOfRange(data, row * size, (row + 1) * size)));
        }
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor that && shape.equals(that.shape) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "float" + shape;
    }
}
