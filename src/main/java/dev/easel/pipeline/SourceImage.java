package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;

/** What a generation keeps of the image that it started from. Latents are in the family's layout, one row. */
public sealed interface SourceImage {

    /** Nothing: the first sample contains the image, if there was one. */
    record None() implements SourceImage {}

    /**
     * Inpainting: after each step the sample outside the mask is set back to the image.
     *
     * @param original the image's latents
     * @param noise the noise that is added to them
     * @param mask 1 where the image is repainted, else 0; of the shape of the latents
     */
    record Inpainted(FloatTensor original, FloatTensor noise, FloatTensor mask) implements SourceImage {

        /** The sample inside the mask, and other latents outside. */
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
     * An image that the network takes as an input of each pass.
     *
     * @param latents its latents
     * @param height in latents
     * @param width in latents
     */
    record Reference(FloatTensor latents, int height, int width) implements SourceImage {}
}
