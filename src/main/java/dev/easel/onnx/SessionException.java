package dev.easel.onnx;

/** A forward pass failed. */
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionException(String component, Throwable cause) {
        super("the " + component + " failed: " + cause.getMessage(), cause);
    }
}
