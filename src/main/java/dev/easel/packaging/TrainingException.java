package dev.easel.packaging;

/** A training run did not do what it should. */
final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingException(String message) {
        super(message);
    }
}
