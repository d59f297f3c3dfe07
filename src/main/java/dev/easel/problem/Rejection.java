package dev.easel.problem;

import dev.easel.engine.Limit;
import java.time.Duration;
import java.util.List;

/** Why a request is not drawn. */
public sealed interface Rejection {

    /** The caller asked for what cannot be drawn. */
    record Invalid(List<Violation> violations) implements Rejection {}

    /** There is no such job, or it is forgotten. */
    record Unknown(String job) implements Rejection {}

    /** There is no room; there will be after a while. */
    record Full(Limit limit, Duration retryAfter) implements Rejection {}

    /** The service does not draw now; it may after a while. */
    record Unavailable(String reason, Duration retryAfter) implements Rejection {}

    /** The image could not have been drawn by its deadline. */
    record Expired() implements Rejection {}

    /** The caller left before the image was drawn. */
    record Abandoned() implements Rejection {}

    /** The model failed on a valid request. */
    record Failed() implements Rejection {}
}
