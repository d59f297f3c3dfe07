package dev.easel.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long jobs take, from measured times: the passes left, times the time of one pass, plus what is left of encoding and
 * decoding.
 *
 * @param times the recent times
 * @param limits what one pass may hold, and how much is accepted
 */
record Forecast(MeasuredTimes times, ModelLimits limits) {

    /** The nanoseconds that the passes left of a job take at least: alone, and without a wait. */
    long atLeast(GenerationJob job) {
        return (long) (job.progress().left()
                * times.leastPass(job.key(), job.workload().rows()));
    }

    /** How long the rest of a job takes if each of its passes holds so many rows. */
    Duration remaining(GenerationJob job, int rows) {
        return Duration.ofNanos((long) (job.progress().left() * times.pass(job.key(), rows) + besidePasses(job)));
    }

    /**
     * How long it takes until there is room. Jobs that share passes are served as a batch, one batch after the other,
     * whatever their models.
     *
     * @param ranked the accepted jobs of all models in the order of service
     * @param submission the request that there is no room for
     * @param images its images, which all have to fit
     */
    Duration untilRoom(List<GenerationJob> ranked, Submission submission, List<Workload> images) {
        var limit = limits.queueOf(submission.model());
        var waiting = new ArrayList<>(ranked);
        double batchesBefore = 0;
        // none may be left: the jobs that count against the submission may have ended since
        while (!waiting.isEmpty()) {
            var batch = batch(waiting);
            int rows = batch.stream().mapToInt(job -> job.workload().rows()).sum();
            double end = batchesBefore;
            for (var job : batch) {
                waiting.remove(job);
                double denoised = batchesBefore + job.progress().left() * times.pass(job.key(), rows);
                end = Math.max(end, denoised) + besidePasses(job);
                if (limit.exhausted(waiting, submission, images).isEmpty()) {
                    return Duration.ofNanos((long) end);
                }
            }
            batchesBefore = end;
        }
        return Duration.ofNanos((long) batchesBefore);
    }

    /** The first jobs that share a pass, sorted by their end. */
    private List<GenerationJob> batch(List<GenerationJob> ranked) {
        var first = ranked.getFirst();
        int rows = limits.batchOf(first.key().model()).rows();
        return ranked.stream()
                .filter(job -> job.key().equals(first.key()))
                .limit(Math.max(1, rows / first.workload().rows()))
                .sorted(Comparator.comparingInt(job -> job.progress().left()))
                .toList();
    }

    private double besidePasses(GenerationJob job) {
        double encode = job.state() instanceof JobState.Queued ? times.encode(job.key()) : 0;
        return encode + times.decode(job.key());
    }
}
