package dev.easel.image;

import java.util.BitSet;

/**
 * Which pixels of an image are repainted: white ones are, black ones are kept. Immutable.
 *
 * <p>White is repainted, as in diffusers. The images API of OpenAI uses transparent pixels instead; here transparency is not
 * part of a mask, so decode masks on {@link Background#BLACK}: what is not painted is kept.
 */
public final class Mask {
    /** The smallest grey that is at least 0.5 of 255. */
    private static final int WHITE_FROM = 128;

    private final int width;
    private final int height;
    private final BitSet repainted;

    private Mask(int width, int height, BitSet repainted) {
        this.width = width;
        this.height = height;
        this.repainted = repainted;
    }

    /**
     * The mask in an image, for images of {@code width} by {@code height} pixels: resized, then made grey,
     * then thresholded in the middle, in this order, as diffusers' {@code VaeImageProcessor} does.
     */
    public static Mask of(Pixels image, int width, int height) {
        byte[] rgb = Lanczos.resize(image, width, height).rgb();
        var repainted = new BitSet(width * height);
        for (int i = 0; i < width * height; i++) {
            repainted.set(i, grey(rgb[3 * i] & 0xFF, rgb[3 * i + 1] & 0xFF, rgb[3 * i + 2] & 0xFF) >= WHITE_FROM);
        }
        return new Mask(width, height, repainted);
    }

    /** ITU-R 601-2 luma in 16 bits of fixed point, as PIL's conversion from RGB to L. */
    private static int grey(int red, int green, int blue) {
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }

    /** Pixels per row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Whether the pixel in column {@code x} and row {@code y} is repainted. */
    public boolean repaints(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException(x + "," + y + " of " + this);
        }
        return repainted.get(y * width + x);
    }

    /**
     * The mask at the size of latents: each latent takes the value of the pixel at {@code floor(i * in / out)} of both
     * sides, as in torch's nearest neighbour.
     *
     * @param height latent rows, at least 1
     * @param width latents per row, at least 1
     * @return {@code height * width} numbers, row by row: 1 is repainted, 0 is kept
     */
    public float[] toLatent(int height, int width) {
        float[] latent = new float[Math.multiplyExact(height, width)];
        for (int i = 0; i < latent.length; i++) {
            int x = (int) ((long) (i % width) * this.width / width);
            int y = (int) ((long) (i / width) * this.height / height);
            latent[i] = repaints(x, y) ? 1 : 0;
        }
        return latent;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that
                && width == that.width
                && height == that.height
                && repainted.equals(that.repainted);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + repainted.hashCode();
    }

    @Override
    public String toString() {
        return "Mask[" + width + "x" + height + ", " + repainted.cardinality() + " repainted]";
    }
}
