package dev.easel.hub;

import java.time.Duration;
import java.util.Optional;

/** A model that cannot be found or fetched. The message says what is wrong and what to do about it. */
public sealed class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem that no other exception explains. */
    public HubException(String message) {
        super(message);
    }

    /** A problem that another exception explains. */
    public HubException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A problem that may pass: a broken connection, a busy server. */
    static final class Passing extends HubException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> retryAfter;

        Passing(String message, Throwable cause) {
            super(message, cause);
            retryAfter = Optional.empty();
        }

        Passing(String message, Optional<Duration> retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** How long the server asks to wait. */
        Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }
}
