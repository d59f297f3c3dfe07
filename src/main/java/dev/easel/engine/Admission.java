package dev.easel.engine;

import java.time.Duration;

/** The engine's answer to a submission. */
public sealed interface Admission {

    /** The job will end in an {@link Outcome}. */
    record Accepted(GenerationJob job) implements Admission {}

    /** The queue is full; there may be room after a while. */
    record QueueFull(Duration retryAfter) implements Admission {}

    /** The engine does not serve now. */
    record NotServing(EngineState state) implements Admission {}
}
