package dev.easel.onnx;

/** Hears how forward passes went. Called on the thread that runs the session. */
@FunctionalInterface
public interface RunListener {

    /** A session's run ended well after this many nanoseconds. */
    void ran(String component, long nanoseconds);

    /** What a session gave was no usable numbers: not finite, or an image of one colour. */
    default void unusable(String component) {}
}
