package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;

/** What a generation keeps of the image that it started from; latents in the pipeline's own layout, one row. */
public sealed interface SourceImage {

    /** Nothing: it is in the first sample, if there was one. */
    record None() implements SourceImage {}

    /**
     * An image of which a part is painted anew: outside the mask the sample is set back to the image after each step.
     *
     * @param original its latents
     * @param noise the noise that it is shown with
     * @param mask 1 where it is painted anew, else 0; of the shape of the latents
     */
    record Repainted(FloatTensor original, FloatTensor noise, FloatTensor mask) implements SourceImage {

        /** The sample inside the mask, and what is given outside of it. */
        FloatTensor blend(FloatTensor sample, FloatTensor outside) {
            float[] m = mask.data();
            float[] inner = sample.data();
            float[] outer = outside.data();
            var blended = new float[m.length];
            for (int i = 0; i < blended.length; i++) {
                blended[i] = (1 - m[i]) * outer[i] + m[i] * inner[i];
            }
            return FloatTensor.of(sample.shape(), blended);
        }
    }

    /**
     * An image that the model looks at in each pass.
     *
     * @param latents its latents
     * @param height latents
     * @param width latents
     */
    record Reference(FloatTensor latents, int height, int width) implements SourceImage {}
}
