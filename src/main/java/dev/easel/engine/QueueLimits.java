package dev.easel.engine;

import java.util.Collection;
import java.util.Optional;

/**
 * How much is accepted at a time, running and waiting. An engine without a job takes any.
 *
 * @param jobs pictures; a caller may have as many of them as are still free
 * @param rows rows of all their passes
 * @param pixels pixels of all their rows
 */
record QueueLimits(int jobs, int rows, long pixels) {

    static QueueLimits of(EngineConfig.Queue config) {
        return new QueueLimits(config.jobs(), config.rows(), config.pixels());
    }

    /** What stands against one job more, if anything. */
    Optional<Limit> exhausted(Collection<GenerationJob> accepted, String caller, Load load) {
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        int free = jobs - accepted.size();
        long own = accepted.stream()
                .filter(job -> job.submission().caller().equals(caller))
                .count();
        int rowsInUse = accepted.stream().mapToInt(job -> job.load().rows()).sum();
        long pixelsInUse =
                accepted.stream().mapToLong(job -> job.load().pixels()).sum();
        if (free < 1) {
            return Optional.of(Limit.JOBS);
        } else if (own + 1 > free) {
            return Optional.of(Limit.CALLER);
        } else if (rowsInUse + load.rows() > rows) {
            return Optional.of(Limit.ROWS);
        } else if (pixelsInUse + load.pixels() > pixels) {
            return Optional.of(Limit.PIXELS);
        }
        return Optional.empty();
    }
}
