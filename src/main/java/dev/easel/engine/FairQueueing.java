package dev.easel.engine;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Orders jobs so that callers of one priority get equal shares of the work, however much each of them asks for.
 *
 * <p>Start-time fair queueing (Goyal, Vin and Cheng, 1996): a job's start tag is the end of its caller's previous job,
 * counted in work, or the start tag that is being served if that is later. Guarded by its queue's monitor.
 */
final class FairQueueing {
    private final Map<Priority, Long> served = new EnumMap<>(Priority.class);

    /** The start tag of a new job. */
    long startTag(Submission submission, Collection<GenerationJob> accepted) {
        long ownEnd = flow(submission, accepted)
                .mapToLong(job -> job.startTag() + job.workload().work())
                .max()
                .orElse(0);
        return Math.max(ownEnd, served.getOrDefault(submission.priority(), 0L));
    }

    /** Notes that a job's first pass begins. It takes the first start tag of its caller, whichever job that was given to. */
    void begun(GenerationJob job, Collection<GenerationJob> accepted) {
        long startTag = flow(job.submission(), accepted)
                .filter(GenerationJob::isToBegin)
                .mapToLong(GenerationJob::startTag)
                .reduce(job.startTag(), Math::min);
        served.merge(job.submission().priority(), startTag, Math::max);
    }

    private static Stream<GenerationJob> flow(Submission submission, Collection<GenerationJob> accepted) {
        return accepted.stream()
                .filter(job -> job.submission().caller().equals(submission.caller()))
                .filter(job -> job.submission().priority() == submission.priority());
    }
}
