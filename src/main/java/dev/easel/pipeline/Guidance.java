package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;

/** How an image is steered away from something by a second row in each pass. */
sealed interface Guidance {

    /** Not at all: one row. */
    record None() implements Guidance {}

    /** Away from a prompt, which may be empty. */
    record FromPrompt(String negativePrompt) implements Guidance {}

    /** Away from embeddings of zeros. */
    record FromZeros() implements Guidance {}

    /** Rows of each pass. */
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
