package dev.easel.scheduler;

import java.util.Arrays;

/**
 * The noise levels that one generation passes through, from noisy to clean. Immutable.
 */
public final class NoiseSchedule {
    private final float[] sigmas;
    private final float[] timesteps;

    /**
     * A schedule of {@code timesteps.length} steps, which takes ownership of the arrays.
     *
     * @param sigmas noise levels, one more than there are steps; the last one ends the generation
     * @param timesteps the model's input at each step, on the scale of its training
     * @throws IllegalArgumentException if the lengths do not fit
     */
    NoiseSchedule(float[] sigmas, float[] timesteps) {
        if (timesteps.length == 0 || sigmas.length != timesteps.length + 1) {
            throw new IllegalArgumentException(sigmas.length + " sigmas for " + timesteps.length + " steps");
        }
        this.sigmas = sigmas;
        this.timesteps = timesteps;
    }

    /** The number of steps, at least 1. */
    public int steps() {
        return timesteps.length;
    }

    /** The noise level before a step, or after the last one at {@code index == steps()}. */
    public float sigma(int index) {
        return sigmas[index];
    }

    /** The model's timestep for a step, for FLUX 0..1000. */
    public float timestep(int index) {
        return timesteps[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoiseSchedule that
                && Arrays.equals(sigmas, that.sigmas)
                && Arrays.equals(timesteps, that.timesteps);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sigmas) + Arrays.hashCode(timesteps);
    }

    @Override
    public String toString() {
        return "sigmas " + Arrays.toString(sigmas);
    }
}
