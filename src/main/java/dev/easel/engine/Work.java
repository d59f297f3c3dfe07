package dev.easel.engine;

import java.util.List;

/** What the engine does between two decisions; jobs by {@link Candidate#id()}. */
sealed interface Work {

    /** Nothing is to be done. */
    record Idle() implements Work {}

    /** The prompts of jobs that are about to begin, in one pass of each encoder. */
    record Encode(List<Long> jobs) implements Work {}

    /** One denoise step of jobs that share a key. */
    record Step(List<Long> jobs) implements Work {}

    /** One image: the next job has to wait for no more than that. */
    record Decode(long job) implements Work {}
}
