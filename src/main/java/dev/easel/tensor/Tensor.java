package dev.easel.tensor;

/** A dense array in C order with a shape. */
public sealed interface Tensor permits FloatTensor, LongTensor {

    /** The extent of each axis. */
    Shape shape();
}
