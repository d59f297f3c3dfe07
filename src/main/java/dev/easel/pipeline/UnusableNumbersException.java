package dev.easel.pipeline;

/** The model's output is not finite or has a single colour, in float32 too. */
public final class UnusableNumbersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableNumbersException(String message) {
        super(message);
    }
}
