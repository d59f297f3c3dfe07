package dev.easel.engine;

import java.time.Duration;
import java.util.List;

/** The engine's answer to a {@link Submission}. */
public sealed interface Admission {

    /**
     * Every image is accepted. Each job ends in an {@link Outcome}.
     *
     * @param jobs one for each image, in the same order
     */
    record Accepted(List<GenerationJob> jobs) implements Admission {}

    /**
     * There is no room for all of the images, so none is accepted.
     *
     * @param limit the exhausted limit
     * @param retryAfter how long it takes, at the recent pace, until there is room
     */
    record Full(Limit limit, Duration retryAfter) implements Admission {}

    /** The engine does not serve now. */
    record NotServing(EngineState state) implements Admission {}
}
