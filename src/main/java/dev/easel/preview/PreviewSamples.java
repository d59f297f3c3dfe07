package dev.easel.preview;

import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.TorchGenerator;
import dev.easel.vae.VaeDecoder;

/**
 * Latents to fit a preview to, and their colours by the decoder.
 *
 * <p>The latents are random: flat blocks with fine noise on top, because images have areas, and a little weaker than
 * the latents of images, whose variance is about 1, because random ones soon leave the range that the decoder was
 * trained on. Of the random latents that were tried these fitted real images best ({@link LatentPreview} has the
 * numbers). A fit on images that the model itself draws is better still, but takes passes of the denoising network.
 *
 * @param latents float32 [rows, channels, 32, 32]
 * @param images float32 [rows, 3, 32 scaleFactor, 32 scaleFactor] in 0..1
 * @param scaleFactor pixels per latent, on each axis
 */
record PreviewSamples(FloatTensor latents, FloatTensor images, int scaleFactor) {
    private static final int ROWS = 4;
    private static final int EXTENT = 32;
    private static final int BLOCK = 8;
    private static final float BLOCK_DEVIATION = 0.63f;
    private static final float NOISE_DEVIATION = 0.3f;
    private static final int SEED = 0;

    /** One decode of a few small images, 65,536 pixels each for a scale factor of 8. */
    static PreviewSamples draw(VaeDecoder vae) {
        var latents = latents(vae.space().channels());
        return new PreviewSamples(latents, vae.decode(latents), vae.space().scaleFactor());
    }

    private static FloatTensor latents(int channels) {
        var random = new TorchGenerator(SEED);
        int blocks = EXTENT / BLOCK;
        float[] block = random.randn(ROWS, channels, blocks, blocks).data();
        var noise = random.randn(ROWS, channels, EXTENT, EXTENT);
        var values = new float[noise.data().length];
        for (int i = 0; i < values.length; i++) {
            int x = i % EXTENT;
            int y = i / EXTENT % EXTENT;
            int plane = i / (EXTENT * EXTENT);
            float level = block[(plane * blocks + y / BLOCK) * blocks + x / BLOCK];
            values[i] = BLOCK_DEVIATION * level + NOISE_DEVIATION * noise.data()[i];
        }
        return FloatTensor.of(noise.shape(), values);
    }

    /** Adds every position's neighbourhood and colour. */
    void addTo(RidgeRegression regression) {
        var neighbourhood = new LatentNeighbourhood(latents);
        var features = new double[LatentNeighbourhood.features(latents.shape().extent(1))];
        for (int row = 0; row < ROWS; row++) {
            for (int y = 0; y < EXTENT; y++) {
                for (int x = 0; x < EXTENT; x++) {
                    neighbourhood.read(row, y, x, features);
                    regression.add(features, color(row, y, x));
                }
            }
        }
    }

    /** The mean of the block of pixels that a position stands for. */
    private double[] color(int row, int y, int x) {
        var color = new double[LatentPreview.COLORS];
        int side = EXTENT * scaleFactor;
        for (int channel = 0; channel < color.length; channel++) {
            int corner = ((row * color.length + channel) * side + y * scaleFactor) * side + x * scaleFactor;
            double sum = 0;
            for (int dy = 0; dy < scaleFactor; dy++) {
                for (int dx = 0; dx < scaleFactor; dx++) {
                    sum += images.data()[corner + dy * side + dx];
                }
            }
            color[channel] = sum / (scaleFactor * scaleFactor);
        }
        return color;
    }
}
