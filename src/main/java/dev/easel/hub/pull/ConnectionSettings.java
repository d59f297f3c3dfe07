package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a client connects, and how long it puts up with a bad connection.
 *
 * @param connections how many requests run at a time
 * @param maxRetries how often a request is sent again
 * @param firstDelay the wait before the first retry; it doubles with each further one
 * @param maxDelay the longest wait between two tries
 * @param maxRetryAfter the longest wait that a server may ask for
 * @param readTimeout how long a server may send nothing
 */
record ConnectionSettings(
        int connections,
        int maxRetries,
        Duration firstDelay,
        Duration maxDelay,
        Duration maxRetryAfter,
        Duration readTimeout) {
    private static final int MAX_CONNECTIONS = 64;
    private static final Duration BY_BACKOFF = Duration.ofNanos(-1);
    private static final double JITTER = 0.2;

    ConnectionSettings {
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new HubException("easel.hub.connections is " + connections + "; expected 1 to " + MAX_CONNECTIONS);
        }
    }

    /** The usual settings, with this many connections. */
    static ConnectionSettings of(int connections) {
        return new ConnectionSettings(
                connections,
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30));
    }

    /** Retries after temporary failures. The server's {@code Retry-After} takes precedence over the growing delay. */
    <T> RetryPolicy<T> retryPolicy(Progress progress) {
        return RetryPolicy.<T>builder()
                .handle(TemporaryHubException.class)
                .abortOn(error -> retryAfter(error)
                        .filter(wait -> wait.compareTo(maxRetryAfter) > 0)
                        .isPresent())
                .withMaxRetries(maxRetries)
                .withBackoff(firstDelay, maxDelay)
                .withJitter(JITTER)
                .withDelayFn(context -> retryAfter(context.getLastException()).orElse(BY_BACKOFF))
                .onRetryScheduled(retry -> progress.say(String.format(
                        Locale.ROOT,
                        "%s; next try in %.1f s",
                        retry.getLastException().getMessage(),
                        retry.getDelay().toMillis() / 1000.0)))
                .build();
    }

    private static Optional<Duration> retryAfter(Throwable error) {
        return error instanceof TemporaryHubException temporary ? temporary.retryAfter() : Optional.empty();
    }
}
