package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * A straight way from noise to the image, {@code x = (1 - sigma) * x_0 + sigma * noise}, whose velocity the model
 * predicts.
 *
 * <p>Source: {@code FlowMatchEulerDiscreteScheduler} of Hugging Face diffusers.
 */
record RectifiedFlow() implements NoiseSpace {

    @Override
    public FloatTensor addNoise(FloatTensor original, FloatTensor standardNoise, NoiseSchedule schedule, int step) {
        float sigma = schedule.sigma(step);
        return Elementwise.map(original, standardNoise, (x, n) -> sigma * n + (1 - sigma) * x);
    }

    /** {@code x - sigma * v}. */
    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor modelOutput, NoiseSchedule schedule, int step) {
        float sigma = schedule.sigma(step);
        return Elementwise.map(sample, modelOutput, (x, v) -> x - sigma * v);
    }
}
