package dev.easel.engine;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

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
        long ownEnd = lane(submission, accepted)
                .mapToLong(job -> job.turn() + job.load().work())
                .max()
                .orElse(0);
        return Math.max(ownEnd, served.getOrDefault(submission.priority(), 0L));
    }

    /** A job's first step begins: it has taken the first turn of its caller, whoever that was given to at first. */
    void begun(GenerationJob job, Collection<GenerationJob> accepted) {
        long turn = lane(job.submission(), accepted)
                .filter(GenerationJob::isToBegin)
                .mapToLong(GenerationJob::turn)
                .reduce(job.turn(), Math::min);
        served.merge(job.submission().priority(), turn, Math::max);
    }

    private static Stream<GenerationJob> lane(Submission submission, Collection<GenerationJob> accepted) {
        return accepted.stream()
                .filter(job -> job.submission().caller().equals(submission.caller()))
                .filter(job -> job.submission().priority() == submission.priority());
    }
}
