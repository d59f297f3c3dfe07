package dev.easel.engine;

import java.util.List;

/** What the engine does in one turn. */
sealed interface Work {

    /** Nothing. */
    record Idle() implements Work {}

    /** Encodes the prompts of jobs that are about to begin, in one pass of each encoder. */
    record Encode(List<GenerationJob> jobs) implements Work {}

    /** Makes one denoising pass over jobs that share a key. */
    record Denoise(List<GenerationJob> jobs) implements Work {}

    /** Decodes one image, so that the next job waits for no more than that. */
    record Decode(GenerationJob job) implements Work {}
}
