package dev.easel.engine;

/**
 * Where a generation's time went, in nanoseconds.
 *
 * @param queue from its submission to its first work
 * @param encode the prompts
 * @param denoise all steps
 * @param decode latents to pixels
 */
public record Timings(long queue, long encode, long denoise, long decode) {}
