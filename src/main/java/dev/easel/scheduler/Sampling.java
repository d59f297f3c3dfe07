package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;

/**
 * The state of a generation on its way through its schedule. Immutable; it contains everything that a scheduler
 * remembers of a generation, so many generations share one scheduler, and each can be paused and resumed.
 *
 * @param step the index of the next step, 0 to {@code schedule.steps()}
 * @param sample the noisy latents, one row
 * @param history earlier outputs that the solver needs
 * @param noise for solvers that add noise on the way
 */
public record Sampling(int step, FloatTensor sample, SolverHistory history, NoiseSource noise) {

    /** The start of a generation at a step of its schedule: 0, or later if it starts from an image. */
    public static Sampling start(int step, FloatTensor sample, NoiseSource noise) {
        return new Sampling(step, sample, SolverHistory.NONE, noise);
    }

    /** One step further, without new history or noise. */
    Sampling advancedTo(FloatTensor next) {
        return new Sampling(step + 1, next, history, noise);
    }

    /** One step further, after noise was drawn. */
    Sampling advancedTo(FloatTensor next, NoiseSource rest) {
        return new Sampling(step + 1, next, history, rest);
    }

    /** One step further, with new history. */
    Sampling advancedTo(FloatTensor next, SolverHistory remembered, NoiseSource rest) {
        return new Sampling(step + 1, next, remembered, rest);
    }

    /** The same step with another sample, for inpainting between steps. */
    public Sampling with(FloatTensor other) {
        return new Sampling(step, other, history, noise);
    }
}
