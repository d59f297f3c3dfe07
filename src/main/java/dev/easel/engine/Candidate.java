package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import java.util.List;

/**
 * What the step planner knows of a job.
 *
 * @param id by order of arrival
 * @param phase what is to be done for it next
 * @param key what jobs of one pass share
 * @param load what it asks of a pass
 * @param priority the caller's word
 * @param caller whose job it is
 * @param turn its place among the jobs of all callers, see {@link FairTurns}
 * @param due when it is of no use any more, in nanoseconds of the engine's clock; {@link #NEVER_DUE} without a deadline
 * @param submitted when it was accepted, on the same clock
 */
record Candidate(
        long id,
        Phase phase,
        BatchKey key,
        Load load,
        Priority priority,
        String caller,
        long turn,
        long due,
        long submitted) {
    static final long NEVER_DUE = Long.MAX_VALUE;

    static List<Long> ids(List<Candidate> jobs) {
        return jobs.stream().map(Candidate::id).toList();
    }

    /** What is to be done for a job next. */
    enum Phase {
        QUEUED,
        DENOISING,
        DENOISED
    }
}
