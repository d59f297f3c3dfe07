package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.OptionalDouble;

/**
 * Sampling of {@code x = sqrt(alphaCumprod) * x_0 + sqrt(1 - alphaCumprod) * noise} at whole timesteps of training,
 * shared by the DDIM, DDPM, PNDM and LCM schedulers of diffusers. The model takes the sample unscaled.
 *
 * @param noise the noise of training
 * @param spacing which of its timesteps are used
 * @param offset added to leading timesteps ({@code steps_offset})
 * @param prediction what the model predicts
 * @param clip the largest absolute value of clean latents, if they are clipped
 */
public record VariancePreserving(
        TrainingNoise noise, TimestepSpacing spacing, int offset, Prediction prediction, OptionalDouble clip)
        implements NoiseSpace {

    /** The timesteps of N steps, rounded. */
    int[] timesteps(int steps) {
        double[] spaced = spacing.timesteps(steps, noise.timesteps(), offset);
        var timesteps = new int[steps];
        for (int i = 0; i < steps; i++) {
            timesteps[i] = (int) Math.rint(spaced[i]);
        }
        return timesteps;
    }

    /**
     * The schedule of these timesteps; it ends without noise.
     *
     * @throws IllegalArgumentException if the offset moves one beyond those of training
     */
    NoiseSchedule schedule(int[] timesteps) {
        var sigmas = new float[timesteps.length + 1];
        var shown = new float[timesteps.length];
        for (int i = 0; i < timesteps.length; i++) {
            if (timesteps[i] < 0 || timesteps[i] >= noise.timesteps()) {
                throw new IllegalArgumentException(
                        timesteps.length + " steps with an offset of " + offset + " reach timestep " + timesteps[i]);
            }
            sigmas[i] = noise.sigma(timesteps[i]);
            shown[i] = timesteps[i];
        }
        return new NoiseSchedule(sigmas, shown);
    }

    static int timestep(NoiseSchedule schedule, int step) {
        return (int) schedule.timestep(step);
    }

    float alphaCumprod(NoiseSchedule schedule, int step) {
        return noise.alphaCumprod(timestep(schedule, step));
    }

    /** After the last step nothing is added. */
    @Override
    public FloatTensor addNoise(FloatTensor original, FloatTensor standardNoise, NoiseSchedule schedule, int step) {
        if (step == schedule.steps()) {
            return original;
        }
        float alphaCumprod = alphaCumprod(schedule, step);
        float alpha = root(alphaCumprod);
        float sigma = root(1 - alphaCumprod);
        return Elementwise.map(original, standardNoise, (x, n) -> alpha * x + sigma * n);
    }

    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor output, NoiseSchedule schedule, int step) {
        float alphaCumprod = alphaCumprod(schedule, step);
        return Clipping.of(prediction.original(sample, output, root(alphaCumprod), root(1 - alphaCumprod)), clip);
    }

    FloatTensor predictNoise(FloatTensor sample, FloatTensor output, float alphaCumprod) {
        return prediction.noise(sample, output, root(alphaCumprod), root(1 - alphaCumprod));
    }

    /** A square root in float32. */
    static float root(float value) {
        return (float) Math.sqrt(value);
    }
}
