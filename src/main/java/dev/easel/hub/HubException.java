package dev.easel.hub;

/** A model that cannot be found or fetched. The message says what is wrong and what to do about it. */
public class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem that no other exception explains. */
    public HubException(String message) {
        super(message);
    }

    /** A problem that another exception explains. */
    public HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
