package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * Euler steps along a rectified flow: {@code x' = x + (sigmaNext - sigma) * v}. Stateless; the step index belongs to
 * the job.
 *
 * <p>Source: {@code FlowMatchEulerDiscreteScheduler} of Hugging Face diffusers, with the sigmas that its FLUX pipelines
 * pass in ({@code linspace(1, 1/N, N)}).
 *
 * @param trainTimesteps the scale of the timesteps, 1000 for every published model
 * @param shift how the noise levels are moved
 */
public record FlowMatchEulerScheduler(int trainTimesteps, SigmaShift shift) {

    /**
     * The noise levels of a generation.
     *
     * @param steps the number of steps, at least 1
     * @param imageSequenceLength the number of image tokens
     */
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        var sigmas = new float[steps + 1];
        var timesteps = new float[steps];
        for (int i = 0; i < steps; i++) {
            sigmas[i] = shift.apply(evenlySpaced(i, steps), imageSequenceLength);
            timesteps[i] = sigmas[i] * trainTimesteps;
        }
        return new NoiseSchedule(sigmas, timesteps);
    }

    /** One element of {@code float32(linspace(1, 1/N, N))}. */
    private static float evenlySpaced(int index, int steps) {
        double end = 1.0 / steps;
        if (index == steps - 1 && steps > 1) {
            return (float) end;
        }
        return steps == 1 ? 1 : (float) (1 + index * ((end - 1) / (steps - 1)));
    }

    /** The sample after one step, of the sample's shape. */
    public FloatTensor step(FloatTensor sample, FloatTensor modelOutput, float sigma, float sigmaNext) {
        float[] x = sample.data();
        float[] v = modelOutput.data();
        float width = sigmaNext - sigma;
        var next = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            next[i] = x[i] + width * v[i];
        }
        return FloatTensor.of(sample.shape(), next);
    }

    /**
     * Where the flow of one step leads to if it goes straight on, to the clean end: {@code x0 = x' - sigmaNext * v} with
     * {@code v = (x' - x) / (sigmaNext - sigma)}. After the last step, at {@code sigmaNext == 0}, that is the sample.
     *
     * @param sample before the step
     * @param next after the step, of the same shape
     */
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor next, float sigma, float sigmaNext) {
        float[] x = sample.data();
        float[] y = next.data();
        float ahead = sigmaNext / (sigma - sigmaNext);
        var original = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            original[i] = y[i] + ahead * (y[i] - x[i]);
        }
        return FloatTensor.of(sample.shape(), original);
    }
}
