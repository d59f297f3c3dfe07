package dev.easel.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * An 8-bit sRGB image: {@code height} rows of {@code width} pixels, top row first, each pixel the three bytes red,
 * green, blue (0 to 255, unsigned).
 *
 * <p>The image owns its array: never write to it after passing it in or reading it through {@link #rgb()}. Under that rule
 * threads may share instances.
 */
public final class Pixels {
    private static final int CHANNELS = 3;
    private static final int[] RED_GREEN_BLUE = {0, 1, 2};
    private static final ComponentColorModel COLORS = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);

    private final int width;
    private final int height;
    private final byte[] rgb;

    /**
     * Takes over {@code rgb} as an image, without copying it.
     *
     * @param width pixels per row, at least 1
     * @param height rows, at least 1
     * @param rgb exactly {@code width * height * 3} bytes
     * @throws IllegalArgumentException if a side is below 1 or the array has another length
     */
    public Pixels(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("An image needs sides of at least 1, not " + width + "x" + height);
        }
        long expected = (long) width * height * CHANNELS;
        if (rgb.length != expected) {
            throw new IllegalArgumentException(
                    "A " + width + "x" + height + " RGB image does not fit in " + rgb.length + " bytes");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** Pixels per row, at least 1. */
    public int width() {
        return width;
    }

    /** Rows, at least 1. */
    public int height() {
        return height;
    }

    /** The image's own interleaved bytes, not a copy; do not write to them. */
    public byte[] rgb() {
        return rgb;
    }

    /** Whether all pixels have the same colour. */
    public boolean isFlat() {
        for (int i = CHANNELS; i < rgb.length; i++) {
            if (rgb[i] != rgb[i - CHANNELS]) {
                return false;
            }
        }
        return true;
    }

    /** A view of the same bytes for javax.imageio; nothing is copied. */
    public BufferedImage toBufferedImage() {
        var buffer = new DataBufferByte(rgb, rgb.length);
        var raster =
                Raster.createInterleavedRaster(buffer, width, height, width * CHANNELS, CHANNELS, RED_GREEN_BLUE, null);
        return new BufferedImage(COLORS, raster, false, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "Pixels[" + width + "x" + height + "]";
    }
}
