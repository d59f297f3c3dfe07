package dev.easel.pipeline;

import dev.easel.tensor.Shape;
import dev.easel.vae.LatentSpace;

/**
 * The extents of one image's latents.
 *
 * @param channels channels
 * @param height in latents
 * @param width in latents
 */
public record LatentGrid(int channels, int height, int width) {
    private static final int PATCH = 2;

    /** The latents of an image of this size. */
    public static LatentGrid of(LatentSpace space, int widthInPixels, int heightInPixels) {
        return new LatentGrid(
                space.channels(), heightInPixels / space.scaleFactor(), widthInPixels / space.scaleFactor());
    }

    /** One row. */
    Shape shape() {
        return Shape.of(1, channels, height, width);
    }

    /** The number of tokens of a transformer: one for each 2x2 latents. */
    int tokens() {
        return (height / PATCH) * (width / PATCH);
    }
}
