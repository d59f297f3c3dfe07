package dev.easel.onnx;

/** Receives the outcome of forward passes, on the thread that runs the session. */
@FunctionalInterface
public interface RunListener {

    /** A session ran successfully for this many nanoseconds. */
    void ran(String component, long nanoseconds);

    /** A session's output is unusable: it is not finite, or an image of one colour. */
    default void unusable(String component) {}
}
