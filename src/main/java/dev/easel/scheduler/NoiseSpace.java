package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * The meaning of a noise level for a sample and for the model's output: one of four ways to mix an image with noise,
 * each shared by several schedulers. By default, the model takes the sample unscaled, and a generation begins with the
 * drawn noise. Immutable and thread-safe.
 */
sealed interface NoiseSpace permits VarianceExploding, VariancePreserving, SolverSpace, RectifiedFlow {

    /** {@link Scheduler#initialSample}. */
    default FloatTensor initialSample(FloatTensor standardNoise, NoiseSchedule schedule) {
        return standardNoise;
    }

    /** {@link Scheduler#addNoise}. */
    FloatTensor addNoise(FloatTensor original, FloatTensor standardNoise, NoiseSchedule schedule, int step);

    /** {@link Scheduler#modelInput}. */
    default FloatTensor modelInput(FloatTensor sample, NoiseSchedule schedule, int step) {
        return sample;
    }

    /** {@link Scheduler#predictOriginal}. */
    FloatTensor predictOriginal(FloatTensor sample, FloatTensor modelOutput, NoiseSchedule schedule, int step);
}
