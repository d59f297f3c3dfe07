package dev.easel.simulator;

/**
 * A model as one pod serves it. All pictures are of one size, which is what makes them share passes.
 *
 * @param steps of each picture
 * @param times what its turns take
 * @param limits how much is accepted and shares a pass
 */
public record Model(int steps, Times times, Limits limits) {

    /**
     * Seconds of a turn.
     *
     * @param encode the prompts of those who begin together
     * @param step one denoise pass
     * @param decode one picture
     */
    public record Times(Line encode, Line step, double decode) {}

    /**
     * What the engine's limits come to for pictures of this size.
     *
     * @param rows of a denoise pass: the lesser of {@code easel.engine.batch.rows} and {@code batch.pixels} by a picture's
     * @param prompts encoded together: {@code easel.engine.batch.rows}
     * @param queue pictures accepted: {@code easel.engine.queue.jobs}
     */
    public record Limits(int rows, int prompts, int queue) {}

    /** Seconds from encode to decode of a picture that is alone. */
    double alone() {
        return times.encode.of(1) + steps * times.step.of(1) + times.decode;
    }

    /** Pictures a second of a pod that always has as many as share a pass. */
    double mostPerSecond() {
        int rows = limits.rows;
        return rows / (times.encode.of(rows) + steps * times.step.of(rows) + rows * times.decode);
    }

    /**
     * The mean concurrency from which on a pod cannot keep up: what it would be if pictures came as fast as a pod draws them
     * at most and each took as long as alone (Little's law). With pods enough each picture is nearly alone, so an autoscaler
     * that aims higher than this takes away pods that are needed, and begins to swing.
     */
    double saturation() {
        return alone() * mostPerSecond();
    }

    Model withSteps(int number) {
        return new Model(number, times, limits);
    }

    /** With another time of a denoise pass. */
    Model withStep(Line seconds) {
        return new Model(steps, new Times(times.encode, seconds, times.decode), limits);
    }

    Model withQueue(int pictures) {
        return new Model(steps, times, new Limits(limits.rows, limits.prompts, pictures));
    }
}
