package dev.easel.preview;

import dev.easel.image.Pixels;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.vae.VaeDecoder;

/**
 * Small images of latents without the decoder: a pixel for each latent position, whose colour is a linear function of
 * the latents there and around. Immutable and thread-safe.
 *
 * <p>Fitted to the decoder's images of random latents ({@link PreviewSamples}). On the embedded model it explains 0.8
 * of the variance of images averaged down to its size. Fitted to these samples, a function of the single position
 * explains hardly any of it, and no more than 0.76 when fitted to the images that it is evaluated with.
 */
public final class LatentPreview {
    static final int COLORS = 3;
    private static final double RIDGE = 1e-3;

    private final double[][] weights;

    private LatentPreview(double[][] weights) {
        this.weights = weights;
    }

    /**
     * The preview of a decoder: always the same for the same decoder. Takes one decode, on the thread that owns the
     * sessions.
     */
    public static LatentPreview fit(VaeDecoder vae) {
        var regression =
                new RidgeRegression(LatentNeighbourhood.features(vae.space().channels()), COLORS);
        PreviewSamples.draw(vae).addTo(regression);
        return new LatentPreview(regression.solve(RIDGE));
    }

    /**
     * An approximation of the decoder's image, averaged down.
     *
     * @param latents float32 [1, channels, h, w], as the denoising leaves them
     * @return an image of w by h pixels
     */
    public Pixels project(FloatTensor latents) {
        int height = latents.shape().extent(2);
        int width = latents.shape().extent(3);
        var neighbourhood = new LatentNeighbourhood(latents);
        var features = new double[weights[0].length];
        var unit = new float[COLORS * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                neighbourhood.read(0, y, x, features);
                for (int color = 0; color < COLORS; color++) {
                    unit[(color * height + y) * width + x] = level(weights[color], features);
                }
            }
        }
        return VaeDecoder.toPixels(FloatTensor.of(Shape.of(1, COLORS, height, width), unit))
                .getFirst();
    }

    private static float level(double[] weights, double[] features) {
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += weights[i] * features[i];
        }
        return (float) Math.clamp(sum, 0, 1);
    }
}
