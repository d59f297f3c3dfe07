package dev.easel.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What measured times say about the future.
 *
 * @param times of late
 * @param batch what one pass may hold
 */
record Forecast(MeasuredTimes times, BatchLimits batch) {

    /** Nanoseconds that the rest of a job takes at least: without a wait, and with passes of its own. */
    long atLeast(GenerationJob job) {
        return (long) (remainingSteps(job) * times.pass(job.key(), job.load().rows()) + beside(job));
    }

    /** How long the rest of a job takes if each of its passes holds so many rows. */
    Duration remaining(GenerationJob job, int rows) {
        return Duration.ofNanos((long) (remainingSteps(job) * times.pass(job.key(), rows) + beside(job)));
    }

    /**
     * How long it takes until there is room.
     *
     * @param ranked the accepted jobs in the order in which they are served
     */
    Duration untilRoom(List<GenerationJob> ranked, QueueLimits limits, Submission submission) {
        var load = Load.of(submission.parameters());
        var accepted = new ArrayList<>(ranked);
        double nanoseconds = 0;
        while (limits.exhausted(accepted, submission.caller(), load).isPresent()) {
            nanoseconds += shared(accepted.removeFirst());
        }
        return Duration.ofNanos((long) nanoseconds);
    }

    /** A job's part of full passes. */
    private double shared(GenerationJob job) {
        int rows = Math.max(batch.rows(), job.load().rows());
        return remainingSteps(job) * times.pass(job.key(), rows) * job.load().rows() / rows + beside(job);
    }

    private double beside(GenerationJob job) {
        double encode = job.state() instanceof JobState.Queued ? times.encode() : 0;
        return encode + times.decode(job.key());
    }

    private static int remainingSteps(GenerationJob job) {
        return job.load().steps() - job.state().stepsDone();
    }
}
