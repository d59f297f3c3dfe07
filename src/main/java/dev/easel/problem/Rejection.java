package dev.easel.problem;

import java.time.Duration;
import java.util.List;

/** Why a request gets no image. */
public sealed interface Rejection {

    /** The request is invalid. */
    record Invalid(List<Violation> violations) implements Rejection {}

    /** There is no such job, or its result is forgotten. */
    record Unknown(String job) implements Rejection {}

    /**
     * The queue is full.
     *
     * @param reason a sentence that names the limit
     * @param retryAfter the time until there is room
     */
    record Full(String reason, Duration retryAfter) implements Rejection {}

    /**
     * The service is not ready.
     *
     * @param reason a sentence
     * @param retryAfter the time until it may be
     */
    record Unavailable(String reason, Duration retryAfter) implements Rejection {}

    /** The image cannot be ready by its deadline. */
    record Expired() implements Rejection {}

    /** The caller left, or cancelled the request. */
    record Abandoned() implements Rejection {}

    /** The model failed on a valid request. */
    record Failed() implements Rejection {}
}
