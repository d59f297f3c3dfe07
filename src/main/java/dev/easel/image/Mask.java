package dev.easel.image;

/** Temporary. */
public record Mask(int width, int height, byte[] white) {
    /** Nearest neighbour. */
    public float[] toLatent(int latentHeight, int latentWidth) {
        var latent = new float[latentHeight * latentWidth];
        for (int y = 0; y < latentHeight; y++) {
            for (int x = 0; x < latentWidth; x++) {
                latent[y * latentWidth + x] = white[(y * height / latentHeight) * width + x * width / latentWidth];
            }
        }
        return latent;
    }
}
