package dev.easel.pipeline;

import dev.easel.image.Pixels;
import java.util.List;

/**
 * A model family: what happens between a prompt and its pixels, in pieces that an engine can interleave.
 *
 * <p>All methods but the descriptive ones run on the thread that owns the sessions.
 */
public sealed interface DiffusionPipeline extends AutoCloseable permits FluxPipeline {

    /** What this model is and prefers. */
    ModelDescription description();

    /** Encodes the prompts of each picture: each that is not known yet once, all of them in one pass per encoder. */
    List<Conditioning> encode(List<ImageParameters> pictures);

    /** The generation before its first step: seeded noise and a schedule. */
    Denoising start(ImageParameters parameters, Conditioning conditioning);

    /**
     * One denoise step for many rows, which may be at different steps of different schedules.
     *
     * @param rows generations that share a {@link BatchKey} and are not complete
     * @return the same generations, each one step further, in the same order and with the same values as alone
     */
    List<Denoising> step(List<Denoising> rows);

    /** The pictures of complete generations that share a {@link BatchKey}. */
    List<Pixels> decode(List<Denoising> complete);

    /** Learns from the decoder what previews are made with: once, before the first of them. Takes about one decode. */
    void fitPreview();

    /**
     * A small picture of where a generation is heading, without the decoder.
     *
     * @param before the generation before a step
     * @param after the same one after it
     * @return a picture with the sides of the latents, for FLUX an eighth of the picture's
     * @throws IllegalStateException if {@link #fitPreview()} has not been called
     * @throws IllegalArgumentException if there is not exactly one step between the two
     */
    Pixels preview(Denoising before, Denoising after);

    /** Closes the sessions; none may be running. */
    @Override
    void close();
}
