package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * What a noise level means for a sample, and what a model's output says of it: one of four ways of mixing an image with
 * noise, each shared by several schedulers. Where nothing else is said, the model sees the sample as it is, and a
 * generation begins with the noise as it is drawn. Immutable and thread-safe.
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
