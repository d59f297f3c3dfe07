package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;
import java.util.Optional;

/**
 * What a prompt means to the denoising network.
 *
 * @param promptEmbeds the sequence, float32 [1, length, features]
 * @param pooledPromptEmbeds the vector, float32 [1, features], for families that have one
 */
public record PromptEmbeddings(FloatTensor promptEmbeds, Optional<FloatTensor> pooledPromptEmbeds) {

    /** A sequence without a vector. */
    PromptEmbeddings(FloatTensor promptEmbeds) {
        this(promptEmbeds, Optional.empty());
    }

    /** A sequence and a vector. */
    PromptEmbeddings(FloatTensor promptEmbeds, FloatTensor pooledPromptEmbeds) {
        this(promptEmbeds, Optional.of(pooledPromptEmbeds));
    }

    /** The vector of a family that has one. */
    FloatTensor pooled() {
        return pooledPromptEmbeds.orElseThrow(() -> new IllegalStateException("these embeddings have no vector"));
    }

    /** Whether all numbers are. */
    boolean isFinite() {
        return promptEmbeds.isFinite() && pooledPromptEmbeds.stream().allMatch(FloatTensor::isFinite);
    }

    /** Zeros of the same shapes. */
    PromptEmbeddings zeros() {
        return new PromptEmbeddings(zeros(promptEmbeds), pooledPromptEmbeds.map(PromptEmbeddings::zeros));
    }

    private static FloatTensor zeros(FloatTensor like) {
        return FloatTensor.zeros(like.shape().toArray());
    }
}
