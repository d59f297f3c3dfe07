package dev.easel.onnx;

/** Hears how long each forward pass took. Called on the thread that runs the session. */
@FunctionalInterface
public interface RunListener {

    /** A session's run ended well after this many nanoseconds. */
    void ran(String component, long nanoseconds);
}
