package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * Euler steps down the noise levels: {@code x' = x + (sigmaNext - sigma) * (x - x_0) / sigma}.
 *
 * <p>Source: {@code EulerDiscreteScheduler} of Hugging Face diffusers.
 */
public record EulerScheduler(VarianceExploding space) implements Scheduler {

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return space.schedule(steps);
    }

    @Override
    public FloatTensor initialSample(FloatTensor noise, NoiseSchedule schedule) {
        return space.initialSample(noise, schedule);
    }

    @Override
    public FloatTensor addNoise(FloatTensor original, FloatTensor noise, NoiseSchedule schedule, int step) {
        return space.addNoise(original, noise, schedule, step);
    }

    @Override
    public FloatTensor modelInput(FloatTensor sample, NoiseSchedule schedule, int step) {
        return space.modelInput(sample, schedule, step);
    }

    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor modelOutput, NoiseSchedule schedule, int step) {
        return space.predictOriginal(sample, modelOutput, schedule, step);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        float width = schedule.sigma(at.step() + 1) - schedule.sigma(at.step());
        var derivative = space.derivative(at.sample(), modelOutput, schedule, at.step());
        return at.advancedTo(Elementwise.map(at.sample(), derivative, (x, d) -> x + d * width));
    }
}
