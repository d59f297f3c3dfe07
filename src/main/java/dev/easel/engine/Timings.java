package dev.easel.engine;

/**
 * Where a generation's time went, in nanoseconds.
 *
 * @param queue from its submission to its first step, without the next
 * @param encode the prompts, with those who began together
 * @param denoise from its first step to the end of its last, with the passes it had no rows in
 * @param decode until its pixels were there
 */
public record Timings(long queue, long encode, long denoise, long decode) {}
