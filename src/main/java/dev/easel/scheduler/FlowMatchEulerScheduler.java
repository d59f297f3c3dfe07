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
public record FlowMatchEulerScheduler(int trainTimesteps, SigmaShift shift) implements Scheduler {

    @Override
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

    @Override
    public FloatTensor initialSample(FloatTensor noise, NoiseSchedule schedule) {
        return noise;
    }

    /** {@code sigma * noise + (1 - sigma) * original}. */
    @Override
    public FloatTensor addNoise(FloatTensor original, FloatTensor noise, NoiseSchedule schedule, int step) {
        float sigma = schedule.sigma(step);
        float[] x = original.data();
        float[] n = noise.data();
        var noisy = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            noisy[i] = sigma * n[i] + (1 - sigma) * x[i];
        }
        return FloatTensor.of(original.shape(), noisy);
    }

    @Override
    public FloatTensor modelInput(FloatTensor sample, NoiseSchedule schedule, int step) {
        return sample;
    }

    /** {@code x - sigma * v}. */
    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor modelOutput, NoiseSchedule schedule, int step) {
        return along(sample, modelOutput, -schedule.sigma(step));
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        float width = schedule.sigma(at.step() + 1) - schedule.sigma(at.step());
        return at.advancedTo(along(at.sample(), modelOutput, width));
    }

    private static FloatTensor along(FloatTensor sample, FloatTensor velocity, float width) {
        float[] x = sample.data();
        float[] v = velocity.data();
        var next = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            next[i] = x[i] + width * v[i];
        }
        return FloatTensor.of(sample.shape(), next);
    }
}
