package dev.easel.hub;

import dev.failsafe.RetryPolicy;
import java.time.Duration;

/**
 * How long a troubled connection is put up with.
 *
 * @param retries how often a request is sent again
 * @param firstDelay the wait before the second try; it doubles with each further one
 * @param longestDelay the longest wait between two tries
 * @param longestRetryAfter the longest wait that a server may ask for
 * @param stall how long a server may be silent
 */
record Retries(int retries, Duration firstDelay, Duration longestDelay, Duration longestRetryAfter, Duration stall) {
    static final Retries USUAL = new Retries(
            5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(30));

    private static final Duration BY_BACKOFF = Duration.ofNanos(-1);
    private static final double JITTER = 0.2;

    /** Tries again what may pass; the server's {@code Retry-After} goes before the growing delay. */
    <T> RetryPolicy<T> policy() {
        return RetryPolicy.<T>builder()
                .handle(HubException.Passing.class)
                .abortOn(error -> error instanceof HubException.Passing passing && asksForTooMuch(passing))
                .withMaxRetries(retries)
                .withBackoff(firstDelay, longestDelay)
                .withJitter(JITTER)
                .withDelayFnOn(
                        context ->
                                lastOf(context.getLastException()).retryAfter().orElse(BY_BACKOFF),
                        HubException.Passing.class)
                .build();
    }

    private static HubException.Passing lastOf(Throwable error) {
        return (HubException.Passing) error;
    }

    private boolean asksForTooMuch(HubException.Passing passing) {
        return passing.retryAfter()
                .filter(wait -> wait.compareTo(longestRetryAfter) > 0)
                .isPresent();
    }
}
