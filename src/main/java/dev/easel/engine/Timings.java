package dev.easel.engine;

/**
 * The phases of a job, in nanoseconds.
 *
 * @param queue from its submission to its first pass, without the encoding
 * @param encode the encoding of its prompts, with those of the jobs that began together
 * @param denoise from its first pass to the end of its last, with the passes between that had no rows of it
 * @param decode from there to its pixels
 */
public record Timings(long queue, long encode, long denoise, long decode) {}
