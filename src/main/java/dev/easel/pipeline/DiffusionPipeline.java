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

    /** Closes the sessions; none may be running. */
    @Override
    void close();
}
