package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * A noise schedule and its solver, like the classes of the same names in Hugging Face diffusers. A scheduler has no
 * state: {@link Sampling} has everything it remembers of a generation. Immutable and thread-safe.
 */
public sealed interface Scheduler
        permits FlowMatchEulerScheduler,
                EulerScheduler,
                EulerAncestralScheduler,
                HeunScheduler,
                DdimScheduler,
                DdpmScheduler,
                PndmScheduler,
                LcmScheduler,
                DpmSolverScheduler,
                UniPcScheduler {

    /**
     * The noise levels of a generation.
     *
     * @param steps {@code num_inference_steps}, at least 1; solvers that evaluate the model twice a step return
     *     schedules of more steps
     * @param imageSequenceLength the number of image tokens, for schedules that depend on it
     */
    NoiseSchedule schedule(int steps, int imageSequenceLength);

    /** The meaning of its noise levels. */
    NoiseSpace space();

    /** Pure noise at the level that a schedule begins with. */
    default FloatTensor initialSample(FloatTensor noise, NoiseSchedule schedule) {
        return space().initialSample(noise, schedule);
    }

    /** Latents of an image with noise at the level before a step ({@code add_noise}, {@code scale_noise}). */
    default FloatTensor addNoise(FloatTensor original, FloatTensor noise, NoiseSchedule schedule, int step) {
        return space().addNoise(original, noise, schedule, step);
    }

    /** The sample as an input of the model before a step ({@code scale_model_input}). */
    default FloatTensor modelInput(FloatTensor sample, NoiseSchedule schedule, int step) {
        return space().modelInput(sample, schedule, step);
    }

    /** The clean latents that a model output points to ({@code pred_original_sample}). */
    default FloatTensor predictOriginal(FloatTensor sample, FloatTensor modelOutput, NoiseSchedule schedule, int step) {
        return space().predictOriginal(sample, modelOutput, schedule, step);
    }

    /**
     * One step.
     *
     * @param at the generation at a step before the schedule's end
     * @param modelOutput the model's output, guidance included, in the sample's shape
     */
    Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule);
}
