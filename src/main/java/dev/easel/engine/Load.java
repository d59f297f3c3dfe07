package dev.easel.engine;

import dev.easel.pipeline.ImageParameters;

/**
 * What a job asks of each of its passes, and how many there are.
 *
 * @param rows 1, or 2 with a negative prompt
 * @param pixels of all rows
 * @param steps denoise steps
 */
record Load(int rows, long pixels, int steps) {

    static Load of(ImageParameters parameters) {
        int rows = parameters.effectiveNegativePrompt().isPresent() ? 2 : 1;
        return new Load(rows, (long) rows * parameters.width() * parameters.height(), parameters.steps());
    }

    /** The whole job's work, for comparing callers with one another; decoding counts as a step. */
    long work() {
        return pixels * (steps + 1);
    }
}
