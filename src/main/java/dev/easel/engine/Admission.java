package dev.easel.engine;

import java.time.Duration;

/** The engine's answer to a submission. */
public sealed interface Admission {

    /** The job will end in an {@link Outcome}. */
    record Accepted(GenerationJob job) implements Admission {}

    /**
     * There is no room.
     *
     * @param limit what is exhausted
     * @param retryAfter how long it will take, at the pace of late, until there is room
     */
    record Full(Limit limit, Duration retryAfter) implements Admission {}

    /** The engine does not serve now. */
    record NotServing(EngineState state) implements Admission {}
}
