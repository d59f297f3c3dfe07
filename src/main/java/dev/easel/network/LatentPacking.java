package dev.easel.network;

import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;

/**
 * FLUX's packing of 2x2 patches of latents into tokens: [rows, C, h, w] to [rows, (h/2)(w/2), 4C] and back, tokens row
 * by row, channels in the order (c, dy, dx).
 *
 * <p>Source: {@code FluxPipeline._pack_latents} and {@code _unpack_latents} of Hugging Face diffusers.
 */
public final class LatentPacking {
    private LatentPacking() {}

    /** Latents as tokens; height and width are even. */
    public static FloatTensor pack(FloatTensor latents) {
        var grid = new Grid(
                latents.shape().extent(0),
                latents.shape().extent(1),
                latents.shape().extent(2),
                latents.shape().extent(3));
        var packed = new float[latents.data().length];
        grid.visit((plane, token) -> packed[token] = latents.data()[plane]);
        return FloatTensor.of(Shape.of(grid.rows, (long) grid.height * grid.width / 4, grid.channels * 4L), packed);
    }

    /** Tokens as latents of a height and width. */
    public static FloatTensor unpack(FloatTensor tokens, int height, int width) {
        var grid = new Grid(tokens.shape().extent(0), tokens.shape().extent(2) / 4, height, width);
        var latents = new float[tokens.data().length];
        grid.visit((plane, token) -> latents[plane] = tokens.data()[token]);
        return FloatTensor.of(Shape.of(grid.rows, grid.channels, height, width), latents);
    }

    private interface IndexPair {
        void accept(int plane, int token);
    }

    private record Grid(int rows, int channels, int height, int width) {
        /** Visits every element's place in the planes and in the tokens, in the planes' order. */
        void visit(IndexPair pair) {
            int plane = 0;
            for (int row = 0; row < rows; row++) {
                for (int channel = 0; channel < channels; channel++) {
                    for (int y = 0; y < height; y++) {
                        for (int x = 0; x < width; x++) {
                            pair.accept(plane++, token(row, channel, y, x));
                        }
                    }
                }
            }
        }

        private int token(int row, int channel, int y, int x) {
            int position = (row * (height / 2) + y / 2) * (width / 2) + x / 2;
            return (position * channels + channel) * 4 + (y % 2) * 2 + x % 2;
        }
    }
}
