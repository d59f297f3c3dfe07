package dev.easel.pipeline.prompt;

import dev.easel.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the denoising network takes of a prompt.
 *
 * @param promptEmbeds the sequence, float32 [1, length, features]
 * @param pooledPromptEmbeds the vector, float32 [1, features], for families that have one
 */
public record PromptEmbeddings(FloatTensor promptEmbeds, Optional<FloatTensor> pooledPromptEmbeds) {

    /** A sequence without a vector. */
    public PromptEmbeddings(FloatTensor promptEmbeds) {
        this(promptEmbeds, Optional.empty());
    }

    /** The embeddings of several prompts: a row of sequences and a row of vectors for each. */
    public static List<PromptEmbeddings> ofRows(FloatTensor sequences, FloatTensor vectors) {
        var sequence = sequences.rows();
        var vector = vectors.rows();
        return IntStream.range(0, sequence.size())
                .mapToObj(i -> new PromptEmbeddings(sequence.get(i), Optional.of(vector.get(i))))
                .toList();
    }

    /** The vector of a family that has one. */
    public FloatTensor pooled() {
        return pooledPromptEmbeds.orElseThrow(() -> new IllegalStateException("these embeddings have no vector"));
    }

    /** Whether every element is finite. */
    public boolean isFinite() {
        return promptEmbeds.isFinite() && pooledPromptEmbeds.stream().allMatch(FloatTensor::isFinite);
    }

    /** Zeros of the same shapes. */
    public PromptEmbeddings zeros() {
        return new PromptEmbeddings(zeros(promptEmbeds), pooledPromptEmbeds.map(PromptEmbeddings::zeros));
    }

    private static FloatTensor zeros(FloatTensor like) {
        return FloatTensor.zeros(like.shape().toArray());
    }
}
