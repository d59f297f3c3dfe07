package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * Euler steps down the noise levels: {@code x' = x + (sigmaNext - sigma) * (x - x_0) / sigma}.
 *
 * <p>Source: {@code EulerDiscreteScheduler} of Hugging Face diffusers.
 */
record EulerScheduler(VarianceExploding space) implements Scheduler {

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return space.schedule(steps);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        float width = schedule.sigma(at.step() + 1) - schedule.sigma(at.step());
        var derivative = space.derivative(at.sample(), modelOutput, schedule, at.step());
        return at.advancedTo(Elementwise.map(at.sample(), derivative, (x, d) -> x + d * width));
    }
}
