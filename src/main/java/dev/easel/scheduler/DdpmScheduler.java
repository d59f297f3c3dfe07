package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

import static dev.easel.scheduler.VariancePreserving.root;

/**
 * Denoising diffusion probabilistic models. Noise is drawn at each step except timestep 0.
 *
 * <p>Source: J. Ho et al., "Denoising Diffusion Probabilistic Models", 2020, equations 6 and 7, as {@code
 * DDPMScheduler} of Hugging Face diffusers.
 *
 * @param variance how much noise a step adds
 */
record DdpmScheduler(VariancePreserving space, Variance variance) implements Scheduler {

    /** How much noise a step adds ({@code variance_type}). */
    enum Variance {
        /** As much as follows from knowing the clean latents. */
        FIXED_SMALL,
        /** As much as a step of training added. */
        FIXED_LARGE
    }

    private static final float LEAST_VARIANCE = 1e-20f;

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return space.schedule(space.timesteps(steps));
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        int step = at.step();
        float now = space.alphaCumprod(schedule, step);
        float next = step + 1 < schedule.steps() ? space.alphaCumprod(schedule, step + 1) : 1;
        float alpha = now / next;
        float beta = 1 - alpha;
        float ofOriginal = root(next) * beta / (1 - now);
        float ofSample = root(alpha) * (1 - next) / (1 - now);
        var original = predictOriginal(at.sample(), modelOutput, schedule, step);
        var mean = Elementwise.map(original, at.sample(), (clean, x) -> ofOriginal * clean + ofSample * x);
        if (VariancePreserving.timestep(schedule, step) == 0) {
            return at.advancedTo(mean);
        }
        float small = Math.max((1 - next) / (1 - now) * beta, LEAST_VARIANCE);
        float deviation = root(variance == Variance.FIXED_SMALL ? small : beta);
        var draw = at.noise().draw(mean.shape());
        return at.advancedTo(Elementwise.map(mean, draw.noise(), (x, n) -> x + deviation * n), draw.rest());
    }
}
