package dev.easel.engine;

/**
 * What a job asks of each of its passes, and how many there are.
 *
 * @param rows 1, or 2 where a second row guides it
 * @param pixels of all rows
 * @param steps denoise steps
 */
record Load(int rows, long pixels, int steps) {

    /** The whole job's work, for comparing callers with one another; decoding counts as a step. */
    long work() {
        return pixels * (steps + 1);
    }
}
