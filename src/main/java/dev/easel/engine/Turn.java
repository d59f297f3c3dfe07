package dev.easel.engine;

/** A turn of the engine that a job had a part in, on the clock of {@link System#nanoTime()}. */
public sealed interface Turn {

    /** When it began. */
    long start();

    /** When it was done. */
    long end();

    /**
     * The encoding of the prompts.
     *
     * @param jobs the number of jobs whose prompts were encoded together
     */
    record Encode(int jobs, long start, long end) implements Turn {}

    /**
     * A denoising pass.
     *
     * @param number of the job's passes, from 1
     * @param rows the rows of all jobs in the pass
     */
    record Denoise(int number, int rows, long start, long end) implements Turn {}

    /** The decoding of the latents. */
    record Decode(long start, long end) implements Turn {}
}
