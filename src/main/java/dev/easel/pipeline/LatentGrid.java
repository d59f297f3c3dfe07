package dev.easel.pipeline;

import dev.easel.tensor.Shape;
import dev.easel.vae.LatentSpace;

/**
 * The latents of one image.
 *
 * @param channels channels
 * @param height positions
 * @param width positions
 */
record LatentGrid(int channels, int height, int width) {
    private static final int PATCH = 2;

    static LatentGrid of(LatentSpace space, int widthInPixels, int heightInPixels) {
        return new LatentGrid(
                space.channels(), heightInPixels / space.scaleFactor(), widthInPixels / space.scaleFactor());
    }

    Shape shape() {
        return Shape.of(1, channels, height, width);
    }

    /** How many tokens transformers make of it: one of each 2x2 positions. */
    int tokens() {
        return (height / PATCH) * (width / PATCH);
    }
}
