package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * Latent consistency models: each step goes to the clean latents and, except the last one, adds fresh noise.
 *
 * <p>Source: S. Luo et al., "Latent Consistency Models", 2023, as {@code LCMScheduler} of Hugging Face diffusers.
 *
 * @param originalSteps the number of timesteps that the model was distilled for, which is also the most steps
 * @param timestepScaling how fast the boundary condition fades, 10 for published models
 */
record LcmScheduler(VariancePreserving space, int originalSteps, double timestepScaling) implements Scheduler {
    private static final double DATA_VARIANCE = 0.25;

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return schedule(steps, 1.0);
    }

    /**
     * A schedule that begins with less noise, as in diffusers' image-to-image pipeline for these models.
     *
     * @param strength the part of the distilled timesteps that is used, above 0 up to 1
     * @throws IllegalArgumentException if that part has fewer timesteps than steps
     */
    NoiseSchedule schedule(int steps, double strength) {
        int known = (int) (originalSteps * strength);
        if (steps > known) {
            throw new IllegalArgumentException(steps + " steps of " + known + " distilled ones");
        }
        int ratio = space.noise().timesteps() / originalSteps;
        double width = (double) known / steps;
        var timesteps = new int[steps];
        for (int i = 0; i < steps; i++) {
            timesteps[i] = (known - (int) Math.floor(i * width)) * ratio - 1;
        }
        return space.schedule(timesteps);
    }

    /** With the boundary condition, which returns noiseless samples unchanged ({@code denoised}). */
    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor modelOutput, NoiseSchedule schedule, int step) {
        double scaled = VariancePreserving.timestep(schedule, step) * timestepScaling;
        float ofSample = (float) (DATA_VARIANCE / (scaled * scaled + DATA_VARIANCE));
        float ofOriginal = (float) (scaled / Math.sqrt(scaled * scaled + DATA_VARIANCE));
        var original = space.predictOriginal(sample, modelOutput, schedule, step);
        return Elementwise.map(original, sample, (clean, x) -> ofOriginal * clean + ofSample * x);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        var original = predictOriginal(at.sample(), modelOutput, schedule, at.step());
        if (at.step() + 1 == schedule.steps()) {
            return at.advancedTo(original);
        }
        var draw = at.noise().draw(original.shape());
        return at.advancedTo(addNoise(original, draw.noise(), schedule, at.step() + 1), draw.rest());
    }
}
