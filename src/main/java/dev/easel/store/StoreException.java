package dev.easel.store;

import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store cannot be used. The message names the store and the remedy; it is for the operator. */
public final class StoreException extends RejectedException {
    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** A failure with its cause. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(
                new Rejection.Unavailable(
                        "The image store cannot be used; the service's log has the cause", RETRY_AFTER),
                message,
                cause);
    }

    /** A failure that the store itself has found. */
    public StoreException(String message) {
        this(message, null);
    }

    @Override
    public Optional<String> operatorMessage() {
        return Optional.ofNullable(getMessage());
    }
}
