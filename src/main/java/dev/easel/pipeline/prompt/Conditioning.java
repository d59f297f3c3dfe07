package dev.easel.pipeline.prompt;

import java.util.Optional;

/**
 * The prompts that steer a generation.
 *
 * @param positive what guidance steers towards
 * @param negative what guidance steers away from, if a second row guides the image
 */
public record Conditioning(PromptEmbeddings positive, Optional<PromptEmbeddings> negative) {}
