package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * UniPC, a predictor whose steps are corrected by the model's next output, in the form that predicts clean latents.
 * The last steps are of lower order.
 *
 * <p>Source: W. Zhao et al., "UniPC: A Unified Predictor-Corrector Framework for Fast Sampling of Diffusion Models",
 * 2023, as {@code UniPCMultistepScheduler} of Hugging Face diffusers.
 *
 * @param order the highest order of a step, 1 to 3
 */
record UniPcScheduler(SolverSpace space, int order) implements Scheduler {

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return space.schedule(steps, imageSequenceLength);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        int step = at.step();
        var before = at.history();
        var original = predictOriginal(at.sample(), modelOutput, schedule, step);
        var sample = before.sample()
                .map(last -> new UniPcUpdate(space, schedule, step - 1, order(before, schedule, step - 1))
                        .correct(last, before.outputs(), original))
                .orElse(at.sample());
        var now = before.plus(original, order).with(sample);
        var next = new UniPcUpdate(space, schedule, step, order(now, schedule, step)).predict(sample, now.outputs());
        return at.advancedTo(next, now, at.noise());
    }

    /** The order of a step, limited by the history. */
    private int order(SolverHistory known, NoiseSchedule schedule, int step) {
        return Math.min(known.outputs().size(), Math.min(order, schedule.steps() - step));
    }
}
