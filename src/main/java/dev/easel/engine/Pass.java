package dev.easel.engine;

/** A turn of the engine that a job had a part in, on the clock of {@link System#nanoTime()}. */
public sealed interface Pass {

    /** When it began. */
    long start();

    /** When it was done. */
    long end();

    /**
     * Its prompts were encoded.
     *
     * @param jobs whose prompts were encoded together
     */
    record Encode(int jobs, long start, long end) implements Pass {}

    /**
     * A denoise step.
     *
     * @param step which of the job's steps, from 1
     * @param rows in the forward pass, of all its jobs
     */
    record Step(int step, int rows, long start, long end) implements Pass {}

    /** Its latents became pixels. */
    record Decode(long start, long end) implements Pass {}
}
