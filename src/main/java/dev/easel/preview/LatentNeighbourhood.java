package dev.easel.preview;

import dev.easel.tensor.FloatTensor;

/**
 * The features of a preview's colour: the latents at a position and at the eight around it, and the constant 1. Beyond
 * an edge lies the latent at the edge.
 *
 * <p>The neighbours matter because a decoder's convolutions mix them; see {@link LatentPreview} for how much.
 *
 * @param latents float32 [rows, channels, h, w]
 */
record LatentNeighbourhood(FloatTensor latents) {
    private static final int REACH = 1;
    private static final int SIDE = 2 * REACH + 1;

    /** How many features a position has. */
    static int features(int channels) {
        return channels * SIDE * SIDE + 1;
    }

    /** Fills in a position's features. */
    void read(int row, int y, int x, double[] features) {
        int channels = latents.shape().extent(1);
        int height = latents.shape().extent(2);
        int width = latents.shape().extent(3);
        int next = 0;
        for (int plane = row * channels; plane < (row + 1) * channels; plane++) {
            for (int dy = -REACH; dy <= REACH; dy++) {
                int line = (plane * height + Math.clamp(y + dy, 0, height - 1)) * width;
                for (int dx = -REACH; dx <= REACH; dx++) {
                    features[next++] = latents.data()[line + Math.clamp(x + dx, 0, width - 1)];
                }
            }
        }
        features[next] = 1;
    }
}
