package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

import static dev.easel.scheduler.VariancePreserving.root;

/**
 * Denoising diffusion implicit models. Noise is drawn at each step if eta is above 0.
 *
 * <p>Source: J. Song et al., "Denoising Diffusion Implicit Models", 2021, equation 12, as {@code DDIMScheduler} of
 * Hugging Face diffusers.
 *
 * @param finalAlpha the image's part of the variance after the last step: 1 for {@code set_alpha_to_one}, otherwise
 *     that of the first timestep of training
 * @param eta how much of DDPM's noise is added, 0..1
 */
record DdimScheduler(VariancePreserving space, float finalAlpha, float eta) implements Scheduler {

    /** The same scheduler with another eta, which diffusers takes as an argument of the pipeline. */
    DdimScheduler withEta(float other) {
        return new DdimScheduler(space, finalAlpha, other);
    }

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return space.schedule(space.timesteps(steps));
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        float now = space.alphaCumprod(schedule, at.step());
        float next = alphaAfter(schedule, at.step());
        float deviation = eta * root((1 - next) / (1 - now) * (1 - now / next));
        float signal = root(next);
        float direction = root(1 - next - deviation * deviation);
        var original = predictOriginal(at.sample(), modelOutput, schedule, at.step());
        var noise = space.predictNoise(at.sample(), modelOutput, now);
        var towards = Elementwise.map(original, noise, (x, e) -> signal * x + direction * e);
        if (eta == 0) {
            return at.advancedTo(towards);
        }
        var draw = at.noise().draw(towards.shape());
        return at.advancedTo(Elementwise.map(towards, draw.noise(), (x, n) -> x + deviation * n), draw.rest());
    }

    private float alphaAfter(NoiseSchedule schedule, int step) {
        int next = VariancePreserving.timestep(schedule, step) - space.noise().timesteps() / schedule.steps();
        return next >= 0 ? space.noise().alphaCumprod(next) : finalAlpha;
    }
}
