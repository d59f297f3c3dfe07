package dev.easel.pipeline.prompt;

import dev.easel.tensor.FloatTensor;

/** How a second row in each pass guides an image. */
public sealed interface Guidance {

    /** Not at all: one row. */
    record None() implements Guidance {}

    /** Away from a prompt, which may be empty. */
    record FromPrompt(String negativePrompt) implements Guidance {}

    /** Away from embeddings of zeros. */
    record FromZeros() implements Guidance {}

    /** The rows of each pass. */
    default int rows() {
        return this instanceof None ? 1 : 2;
    }

    /** Classifier-free guidance: {@code negative + scale * (positive - negative)}. */
    static FloatTensor classifierFree(FloatTensor positive, FloatTensor negative, float scale) {
        float[] p = positive.data();
        float[] n = negative.data();
        var guided = new float[n.length];
        for (int i = 0; i < guided.length; i++) {
            guided[i] = n[i] + scale * (p[i] - n[i]);
        }
        return FloatTensor.of(positive.shape(), guided);
    }
}
