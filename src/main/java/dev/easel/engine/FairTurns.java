package dev.easel.engine;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * Gives jobs turns so that callers of one priority get equal shares of the work, however much each of them asks for.
 *
 * <p>Start-time fair queueing (Goyal, Vin and Cheng, 1996): a job's turn is the end of its caller's job before it,
 * counted in work, or the turn that is being served if that is later. Guarded by its queue's lock.
 */
final class FairTurns {
    private final Map<Priority, Long> served = new EnumMap<>(Priority.class);

    /** The turn of a new job. */
    long next(Submission submission, Collection<GenerationJob> accepted) {
        long ownEnd = accepted.stream()
                .filter(job -> job.submission().caller().equals(submission.caller()))
                .filter(job -> job.submission().priority() == submission.priority())
                .mapToLong(job -> job.turn() + job.load().work())
                .max()
                .orElse(0);
        return Math.max(ownEnd, served.getOrDefault(submission.priority(), 0L));
    }

    /** A job's first work begins. */
    void begun(GenerationJob job) {
        served.merge(job.submission().priority(), job.turn(), Math::max);
    }
}
