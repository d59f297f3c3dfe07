package dev.easel.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much is accepted for one model at a time, running and waiting. Of each, a caller may have as much as is still free,
 * so that there is always room for others. A model without a job accepts any submission.
 *
 * @param jobs images
 * @param rows rows of these images
 * @param pixels pixels of these rows
 */
record QueueLimits(int jobs, int rows, long pixels) {

    static QueueLimits of(EngineConfig.Queue config) {
        return new QueueLimits(config.jobs(), config.rows(), config.pixels());
    }

    /**
     * The limit that keeps a submission out, if any.
     *
     * @param jobs the accepted jobs, of which only those of the same model count
     * @param submission the request
     * @param more its images, of which all have to fit
     */
    Optional<Limit> exhausted(Collection<GenerationJob> jobs, Submission submission, List<Workload> more) {
        var accepted = jobs.stream()
                .filter(job -> job.submission().model().equals(submission.model()))
                .toList();
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        var all = workloads(accepted.stream());
        var own = workloads(
                accepted.stream().filter(job -> job.submission().caller().equals(submission.caller())));
        return Stream.of(
                        check(Limit.JOBS, this.jobs, all.size(), own.size(), more.size()),
                        check(Limit.ROWS, rows, Workload.rows(all), Workload.rows(own), Workload.rows(more)),
                        check(Limit.PIXELS, pixels, Workload.pixels(all), Workload.pixels(own), Workload.pixels(more)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Workload> workloads(Stream<GenerationJob> jobs) {
        return jobs.map(GenerationJob::workload).toList();
    }

    private static Optional<Limit> check(Limit limit, long most, long used, long own, long more) {
        if (used + more > most) {
            return Optional.of(limit);
        }
        return own + more > most - used ? Optional.of(Limit.CALLER) : Optional.empty();
    }
}
