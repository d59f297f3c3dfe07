package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import java.time.Duration;
import java.util.Optional;

/** A problem that a retry may solve: a broken connection, a busy server. */
final class TemporaryHubException extends HubException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    TemporaryHubException(String message, Throwable cause) {
        super(message, cause);
        retryAfter = Optional.empty();
    }

    TemporaryHubException(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the server asks to wait. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
