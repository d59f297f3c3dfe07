package dev.easel.pipeline;

/** The model gave numbers that are no image, and gave them again when asked in another way. */
public final class UnusableNumbersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableNumbersException(String message) {
        super(message);
    }
}
