package dev.easel.engine;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much is accepted for one model at a time, running and waiting. Of each, a caller may have as much as is still free,
 * so that there is always room for others. A model without a job takes any.
 *
 * @param jobs images
 * @param rows rows of all their passes
 * @param pixels pixels of all their rows
 */
record QueueLimits(int jobs, int rows, long pixels) {

    static QueueLimits of(EngineConfig.Queue config) {
        return new QueueLimits(config.jobs(), config.rows(), config.pixels());
    }

    /** What stands against one job more, if anything; only jobs of its model count. */
    Optional<Limit> exhausted(Collection<GenerationJob> all, Submission submission, Load load) {
        var accepted = all.stream()
                .filter(job -> job.submission().model().equals(submission.model()))
                .toList();
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        var own = accepted.stream()
                .filter(job -> job.submission().caller().equals(submission.caller()))
                .toList();
        return Stream.of(
                        check(Limit.JOBS, jobs, accepted.size(), own.size(), 1),
                        check(Limit.ROWS, rows, rows(accepted), rows(own), load.rows()),
                        check(Limit.PIXELS, pixels, pixels(accepted), pixels(own), load.pixels()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Limit> check(Limit limit, long most, long used, long own, long more) {
        if (used + more > most) {
            return Optional.of(limit);
        }
        return own + more > most - used ? Optional.of(Limit.CALLER) : Optional.empty();
    }

    private static long rows(Collection<GenerationJob> jobs) {
        return jobs.stream().mapToLong(job -> job.load().rows()).sum();
    }

    private static long pixels(Collection<GenerationJob> jobs) {
        return jobs.stream().mapToLong(job -> job.load().pixels()).sum();
    }
}
