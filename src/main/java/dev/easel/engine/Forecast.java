package dev.easel.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What measured times say about the future.
 *
 * @param times of late
 * @param limits what one pass may hold, and how much is accepted
 */
record Forecast(MeasuredTimes times, ModelLimits limits) {

    /** Nanoseconds that the steps of a job take at least: without a wait, and with passes of its own. */
    long atLeast(GenerationJob job) {
        return (long) (remainingPasses(job)
                * times.leastPass(job.key(), job.workload().rows()));
    }

    /** How long the rest of a job takes if each of its passes holds so many rows. */
    Duration remaining(GenerationJob job, int rows) {
        return Duration.ofNanos((long) (remainingPasses(job) * times.pass(job.key(), rows) + beside(job)));
    }

    /**
     * How long it takes until there is room. Jobs that share passes are served as a group, one group after the other,
     * whatever their models.
     *
     * @param ranked the accepted jobs of all models in the order in which they are served
     * @param submission the request that there is no room for
     * @param images its images, of which all have to fit
     */
    Duration untilRoom(List<GenerationJob> ranked, Submission submission, List<Workload> images) {
        var limit = limits.queueOf(submission.model());
        var waiting = new ArrayList<>(ranked);
        double groupsBefore = 0;
        // nobody may be left: those who counted against the submission have ended since
        while (!waiting.isEmpty()) {
            var group = group(waiting);
            int rows = group.stream().mapToInt(job -> job.workload().rows()).sum();
            double end = groupsBefore;
            for (var job : group) {
                waiting.remove(job);
                double denoised = groupsBefore + remainingPasses(job) * times.pass(job.key(), rows);
                end = Math.max(end, denoised) + beside(job);
                if (limit.exhausted(waiting, submission, images).isEmpty()) {
                    return Duration.ofNanos((long) end);
                }
            }
            groupsBefore = end;
        }
        return Duration.ofNanos((long) groupsBefore);
    }

    /** Those of the first ones that share a pass, the one that ends first in front. */
    private List<GenerationJob> group(List<GenerationJob> ranked) {
        var first = ranked.getFirst();
        int rows = limits.passes().of(first.key()).rows();
        return ranked.stream()
                .filter(job -> job.key().equals(first.key()))
                .limit(Math.max(1, rows / first.workload().rows()))
                .sorted(Comparator.comparingInt(Forecast::remainingPasses))
                .toList();
    }

    private double beside(GenerationJob job) {
        double encode = job.state() instanceof JobState.Queued ? times.encode(job.key()) : 0;
        return encode + times.decode(job.key());
    }

    private static int remainingPasses(GenerationJob job) {
        var progress = job.progress();
        return progress.total() - progress.done();
    }
}
