package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.Optional;

/**
 * Sampling of {@code x = x_0 + sigma * noise}: shared by the Euler, ancestral Euler and Heun schedulers of diffusers.
 *
 * @param noise the noise of training
 * @param spacing which of its timesteps are used
 * @param offset added to leading timesteps ({@code steps_offset})
 * @param curve another spacing between the first and the last noise level
 * @param lastSigma the noise level after the last step, 0 unless {@code final_sigmas_type} says otherwise
 * @param prediction what the model predicts
 */
record VarianceExploding(
        TrainingNoise noise,
        TimestepSpacing spacing,
        int offset,
        Optional<SigmaCurve> curve,
        float lastSigma,
        Prediction prediction)
        implements NoiseSpace {

    NoiseSchedule schedule(int steps) {
        double[] spaced = spacing.timesteps(steps, noise.timesteps(), offset);
        var spacedSigmas = new double[steps];
        for (int i = 0; i < steps; i++) {
            spacedSigmas[i] = noise.sigmaAt((float) spaced[i]);
        }
        double[] curved = curve.map(c -> c.between(spacedSigmas[0], spacedSigmas[steps - 1], steps))
                .orElse(spacedSigmas);
        var sigmas = new float[steps + 1];
        var timesteps = new float[steps];
        for (int i = 0; i < steps; i++) {
            sigmas[i] = (float) curved[i];
            timesteps[i] = (float) (curve.isPresent() ? noise.timestepAt(curved[i]) : spaced[i]);
        }
        sigmas[steps] = lastSigma;
        return new NoiseSchedule(sigmas, timesteps);
    }

    /** Noise times {@code init_noise_sigma}. */
    @Override
    public FloatTensor initialSample(FloatTensor standardNoise, NoiseSchedule schedule) {
        float highest = schedule.sigma(0);
        float scale = spacing == TimestepSpacing.LEADING ? (float) Math.sqrt(highest * highest + 1) : highest;
        return Elementwise.map(standardNoise, n -> n * scale);
    }

    @Override
    public FloatTensor addNoise(FloatTensor original, FloatTensor standardNoise, NoiseSchedule schedule, int step) {
        float sigma = schedule.sigma(step);
        return Elementwise.map(original, standardNoise, (x, n) -> x + n * sigma);
    }

    @Override
    public FloatTensor modelInput(FloatTensor sample, NoiseSchedule schedule, int step) {
        float sigma = schedule.sigma(step);
        float scale = (float) Math.sqrt(sigma * sigma + 1);
        return Elementwise.map(sample, x -> x / scale);
    }

    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor output, NoiseSchedule schedule, int step) {
        return prediction.explodingOriginal(sample, output, schedule.sigma(step));
    }

    /** The direction of the sample as noise falls: {@code (x - x_0) / sigma}. */
    FloatTensor derivative(FloatTensor sample, FloatTensor output, NoiseSchedule schedule, int step) {
        float sigma = schedule.sigma(step);
        return Elementwise.map(
                sample, predictOriginal(sample, output, schedule, step), (x, original) -> (x - original) / sigma);
    }
}
