package dev.easel.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An RFC 9457 problem.
 *
 * @param type the kind of problem, for programs: a stable URI
 * @param title the kind of problem, for people
 * @param status the HTTP status
 * @param detail what happened this time, and the remedy
 * @param errors the invalid fields
 * @param retryAfter the time to wait before a retry
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        List<Violation> errors,
        @JsonIgnore Optional<Duration> retryAfter) {
    private static final String TYPES = "https://easel.dev/problems/";
    private static final long LONGEST_RETRY = Duration.ofMinutes(10).toSeconds();
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The last part of the type. */
    public String kind() {
        return type.substring(TYPES.length());
    }

    public static Problem of(String kind, int status, String title, String detail) {
        return new Problem(TYPES + kind, title, status, detail, List.of(), Optional.empty());
    }

    public static Problem of(String kind, int status, String title, Violation violation) {
        return new Problem(TYPES + kind, title, status, sentence(violation), List.of(violation), Optional.empty());
    }

    public static Problem of(Rejection rejection) {
        return switch (rejection) {
            case Rejection.Invalid(var violations) ->
                new Problem(
                        TYPES + "invalid-request",
                        "The request is invalid",
                        400,
                        violations.stream().map(Problem::sentence).collect(Collectors.joining("; ")),
                        violations,
                        Optional.empty());
            case Rejection.Unknown _ ->
                of(
                        "unknown-job",
                        404,
                        "There is no such job",
                        "It was never accepted, was deleted, or ended so long ago that its result is forgotten");
            case Rejection.Full(var reason, var retryAfter) ->
                new Problem(
                        TYPES + "queue-full",
                        "The queue is full",
                        429,
                        reason + " Retry in " + seconds(retryAfter) + " s.",
                        List.of(),
                        Optional.of(retryAfter));
            case Rejection.Expired _ ->
                of(
                        "deadline-exceeded",
                        504,
                        "The deadline cannot be met",
                        "The image cannot be ready within X-Deadline-Ms; allow more time, or ask for fewer steps or pixels");
            case Rejection.Unavailable(var reason, var retryAfter) ->
                new Problem(
                        TYPES + "unavailable",
                        "The service is not ready",
                        503,
                        reason,
                        List.of(),
                        Optional.of(retryAfter));
            // a caller that has left does not get this; proxies log 499 for it
            case Rejection.Abandoned _ ->
                of("abandoned", 499, "The image was cancelled", "The caller left or cancelled it");
            case Rejection.Failed _ ->
                of(
                        "generation-failed",
                        500,
                        "The image could not be drawn",
                        "The model failed on this request; the service's log has the cause under the request's id");
        };
    }

    /** The header {@code Retry-After}, in whole seconds. */
    public Optional<String> retryAfterSeconds() {
        return retryAfter.map(wait -> Long.toString(seconds(wait)));
    }

    /** Rounded up, as an early retry is refused again; at most ten minutes, as the forecast may be wrong. */
    private static long seconds(Duration wait) {
        return Math.clamp(wait.plusMillis(999).toSeconds(), 1, LONGEST_RETRY);
    }

    private static String sentence(Violation violation) {
        return violation.field() + " " + violation.message();
    }
}
