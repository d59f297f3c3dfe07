package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;

/**
 * Where a generation is on the way through its schedule. Immutable; all that a scheduler remembers of a generation is in
 * here, so that many generations share one scheduler and each can be set aside and taken up again.
 *
 * @param step the index of the next step, 0 to {@code schedule.steps()}
 * @param sample the noisy latents, one row
 * @param history what the solver keeps of earlier steps
 * @param noise for solvers that add noise on the way
 */
public record Sampling(int step, FloatTensor sample, SolverHistory history, NoiseSource noise) {

    /** The start of a generation at a step of its schedule: 0, or later where it starts from an image. */
    public static Sampling start(int step, FloatTensor sample, NoiseSource noise) {
        return new Sampling(step, sample, SolverHistory.NONE, noise);
    }

    /** One step further, with nothing new to remember and no noise drawn. */
    Sampling advancedTo(FloatTensor next) {
        return new Sampling(step + 1, next, history, noise);
    }

    /** One step further, with noise drawn on the way. */
    Sampling advancedTo(FloatTensor next, NoiseSource rest) {
        return new Sampling(step + 1, next, history, rest);
    }

    /** One step further, with something new to remember. */
    Sampling advancedTo(FloatTensor next, SolverHistory remembered, NoiseSource rest) {
        return new Sampling(step + 1, next, remembered, rest);
    }

    /** The same place with another sample there, for what is painted over between steps. */
    public Sampling with(FloatTensor other) {
        return new Sampling(step, other, history, noise);
    }
}
