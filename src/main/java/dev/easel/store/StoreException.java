package dev.easel.store;

/** The store cannot be used. The message says which, and what to look at; it is for the operator. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why. */
    public StoreException(String message) {
        super(message);
    }
}
