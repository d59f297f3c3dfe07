package dev.easel.tensor;

import java.util.Arrays;

/** An int64 tensor, such as token ids. Its elements are fixed once it is shared. */
public final class LongTensor implements Tensor {
    private final Shape shape;
    private final long[] data;

    private LongTensor(Shape shape, long[] data) {
        this.shape = shape;
        this.data = data;
    }

    /**
     * A tensor that takes ownership of an array, without a copy.
     *
     * @throws IllegalArgumentException if the array's length is not the shape's number of elements
     */
    public static LongTensor of(Shape shape, long[] data) {
        if (data.length != shape.elements()) {
            throw new IllegalArgumentException(data.length + " elements do not fill " + shape);
        }
        return new LongTensor(shape, data);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** The elements in C order; not a copy, must not be written to. */
    public long[] data() {
        return data;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongTensor that && shape.equals(that.shape) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "int64" + shape;
    }
}
