package dev.easel.pipeline;

import java.util.Optional;

/**
 * What a generation is steered by.
 *
 * @param positive towards this
 * @param negative away from this, where classifier-free guidance is on
 */
public record Conditioning(PromptEmbeddings positive, Optional<PromptEmbeddings> negative) {}
