package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;

/**
 * What a prompt means to the denoising network.
 *
 * @param promptEmbeds the sequence, float32 [1, length, features]
 * @param pooledPromptEmbeds the vector, float32 [1, features]
 */
public record PromptEmbeddings(FloatTensor promptEmbeds, FloatTensor pooledPromptEmbeds) {}
