package dev.easel.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Converts a decoder's output to {@link Pixels}: palette, grey or RGB, 8 or 16 bits a channel, with or without straight
 * alpha.
 *
 * <p>Reads samples instead of {@code getRGB}, which treats grey as linear light and brightens it. Of 16 bits the upper 8
 * are used, as in PIL.
 */
public final class Flattening {
    private static final int OPAQUE = 255;

    private final BufferedImage image;
    private final Background background;
    private final int bands;
    private final int excessBits;
    private final byte[] rgb;
    private int at;

    private Flattening(BufferedImage image, Background background) {
        this.image = image;
        this.background = background;
        this.bands = image.getRaster().getNumBands();
        this.excessBits = image.getRaster().getTransferType() == DataBuffer.TYPE_USHORT ? Byte.SIZE : 0;
        this.rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(image.getWidth(), image.getHeight()))];
    }

    /** The image on a background. */
    public static Pixels of(BufferedImage image, Background background) {
        var flattening = new Flattening(image, background);
        flattening.run();
        return new Pixels(image.getWidth(), image.getHeight(), flattening.rgb);
    }

    private void run() {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int[] row = new int[width * bands];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            if (image.getColorModel() instanceof IndexColorModel palette) {
                addIndexed(row, palette);
            } else {
                addSampled(row);
            }
        }
    }

    private void addIndexed(int[] row, IndexColorModel palette) {
        for (int index : row) {
            add(palette.getRed(index), palette.getGreen(index), palette.getBlue(index), palette.getAlpha(index));
        }
    }

    private void addSampled(int[] row) {
        for (int i = 0; i < row.length; i += bands) {
            int alpha = bands % 2 == 0 ? row[i + bands - 1] >> excessBits : OPAQUE;
            int red = row[i] >> excessBits;
            int green = bands < 3 ? red : row[i + 1] >> excessBits;
            int blue = bands < 3 ? red : row[i + 2] >> excessBits;
            add(red, green, blue, alpha);
        }
    }

    private void add(int red, int green, int blue, int alpha) {
        rgb[at++] = (byte) background.behind(red, alpha);
        rgb[at++] = (byte) background.behind(green, alpha);
        rgb[at++] = (byte) background.behind(blue, alpha);
    }
}
