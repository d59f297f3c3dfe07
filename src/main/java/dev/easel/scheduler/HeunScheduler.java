package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.OptionalDouble;

/**
 * Heun's method: an Euler step, then the same step again along the mean of the directions at its two ends. Each of N
 * steps is two steps of the schedule, except the last one, so the schedule has {@code 2N - 1}. A generation that starts
 * later starts at an even step.
 *
 * <p>Source: {@code HeunDiscreteScheduler} of Hugging Face diffusers.
 *
 * @param clip the largest absolute value of clean latents, if they are clipped
 */
record HeunScheduler(VarianceExploding space, OptionalDouble clip) implements Scheduler {

    /** Each noise level twice, except the first and the last. */
    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        var single = space.schedule(steps);
        var sigmas = new float[2 * steps];
        var timesteps = new float[2 * steps - 1];
        for (int i = 0; i < timesteps.length; i++) {
            sigmas[i] = single.sigma((i + 1) / 2);
            timesteps[i] = single.timestep((i + 1) / 2);
        }
        sigmas[timesteps.length] = single.sigma(steps);
        return new NoiseSchedule(sigmas, timesteps);
    }

    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor modelOutput, NoiseSchedule schedule, int step) {
        return Clipping.of(space.predictOriginal(sample, modelOutput, schedule, step), clip);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        int step = at.step();
        float sigma = schedule.sigma(step);
        var original = predictOriginal(at.sample(), modelOutput, schedule, step);
        var here = Elementwise.map(at.sample(), original, (x, clean) -> (x - clean) / sigma);
        if (at.history().sample().isEmpty()) {
            float width = schedule.sigma(step + 1) - sigma;
            var next = Elementwise.map(at.sample(), here, (x, d) -> x + d * width);
            var remembered = SolverHistory.NONE.plus(here, 1).with(at.sample());
            return at.advancedTo(next, remembered, at.noise());
        }
        float width = sigma - schedule.sigma(step - 1);
        var before = at.history().outputs().getFirst();
        var next = Elementwise.map(
                at.history().sample().orElseThrow(), before, here, (x, d0, d1) -> x + (d0 + d1) / 2 * width);
        return at.advancedTo(next, SolverHistory.NONE, at.noise());
    }
}
