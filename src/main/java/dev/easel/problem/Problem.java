package dev.easel.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.engine.Limit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An RFC 9457 problem.
 *
 * @param type what kind of problem it is, for programs: a stable URI
 * @param title what kind of problem it is
 * @param status the HTTP status
 * @param detail what happened this time, and what helps
 * @param errors what is wrong with each field
 * @param retryAfter when to try again
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
                        "It was never accepted, or it was deleted, or it ended so long ago that its result is forgotten");
            case Rejection.Full(var limit, var retryAfter) ->
                new Problem(
                        TYPES + "queue-full",
                        "The queue is full",
                        429,
                        "As many " + exhausted(limit) + " as may; try again later",
                        List.of(),
                        Optional.of(retryAfter));
            case Rejection.Expired _ ->
                of(
                        "deadline-exceeded",
                        504,
                        "The deadline cannot be met",
                        "The image could not be drawn within X-Deadline-Ms; allow more time, or fewer steps or pixels");
            case Rejection.Unavailable(var reason, var retryAfter) ->
                new Problem(
                        TYPES + "unavailable",
                        "The service is not ready",
                        503,
                        reason,
                        List.of(),
                        Optional.of(retryAfter));
            // whoever left does not hear this; 499 is what proxies log for a caller who left
            case Rejection.Abandoned _ ->
                of("abandoned", 499, "The image was cancelled", "Its caller left or cancelled it");
            case Rejection.Failed _ ->
                of(
                        "generation-failed",
                        500,
                        "The image could not be drawn",
                        "The model failed on this request; the service's log has the cause under the request's id");
        };
    }

    private static String exhausted(Limit limit) {
        return switch (limit) {
            case JOBS -> "images are accepted";
            case ROWS -> "rows (a guided image has two) are accepted";
            case PIXELS -> "pixels are accepted";
            case CALLER -> "images of yours are accepted";
        };
    }

    /**
     * The header {@code Retry-After}: whole seconds, rounded up, as a caller who is early is refused again; and no more than
     * ten minutes, as the forecast may be wrong.
     */
    public Optional<String> retryAfterSeconds() {
        return retryAfter.map(
                wait -> Long.toString(Math.clamp(wait.plusMillis(999).toSeconds(), 1, LONGEST_RETRY)));
    }

    private static String sentence(Violation violation) {
        return violation.field() + " " + violation.message();
    }
}
