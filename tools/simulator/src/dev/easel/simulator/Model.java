package dev.easel.simulator;

/**
 * A model in one pod. All images have the same size, so they can share passes.
 *
 * @param steps denoise steps of each image
 * @param times the times of the engine's turns
 * @param limits the limits of the queue and of a pass
 */
public record Model(int steps, Times times, Limits limits) {

    /**
     * The seconds of a turn.
     *
     * @param encode one pass over the prompts of jobs that begin together
     * @param step one denoise pass
     * @param decode one image
     */
    public record Times(Line encode, Line step, double decode) {}

    /**
     * The engine's limits for images of this size.
     *
     * @param rows most rows of a denoise pass: the lesser of {@code easel.engine.batch.rows}, and {@code batch.pixels}
     *     divided by the pixels of an image
     * @param prompts most prompts encoded together: {@code easel.engine.batch.rows}
     * @param queue most accepted jobs: {@code easel.engine.queue.jobs}
     */
    public record Limits(int rows, int prompts, int queue) {}

    /** The seconds from encode to decode of a single job. */
    double alone() {
        return times.encode.of(1) + steps * times.step.of(1) + times.decode;
    }

    /** The images per second of a pod whose passes are always full. */
    double mostPerSecond() {
        int rows = limits.rows;
        return rows / (times.encode.of(rows) + steps * times.step.of(rows) + rows * times.decode);
    }

    /**
     * The mean concurrency above which a pod cannot keep up: the arrival rate equals the highest throughput of a pod, and
     * each job takes as long as alone (Little's law). With enough pods each job is nearly alone, so an autoscaler with a
     * higher target removes pods that are needed, and the number of pods begins to oscillate.
     */
    double saturation() {
        return alone() * mostPerSecond();
    }

    Model withSteps(int number) {
        return new Model(number, times, limits);
    }

    /** A copy with another time of a denoise pass. */
    Model withStep(Line seconds) {
        return new Model(steps, new Times(times.encode, seconds, times.decode), limits);
    }

    Model withQueue(int jobs) {
        return new Model(steps, times, new Limits(limits.rows, limits.prompts, jobs));
    }
}
