package dev.easel.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Makes {@link Pixels} of what a decoder gave: any of palette, grey and RGB, 8 or 16 bits a channel, with or without
 * straight alpha.
 *
 * <p>Reads samples and not {@code getRGB}, which takes grey for linear light and would brighten it. Of 16 bits the upper 8
 * are taken, as PIL does.
 */
final class Flattening {
    private static final int OPAQUE = 255;

    private final BufferedImage picture;
    private final Background background;
    private final int bands;
    private final int excessBits;
    private final byte[] rgb;
    private int at;

    private Flattening(BufferedImage picture, Background background) {
        this.picture = picture;
        this.background = background;
        this.bands = picture.getRaster().getNumBands();
        this.excessBits = picture.getRaster().getTransferType() == DataBuffer.TYPE_USHORT ? Byte.SIZE : 0;
        this.rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(picture.getWidth(), picture.getHeight()))];
    }

    /** The picture on a background. */
    static Pixels of(BufferedImage picture, Background background) {
        var flattening = new Flattening(picture, background);
        flattening.run();
        return new Pixels(picture.getWidth(), picture.getHeight(), flattening.rgb);
    }

    private void run() {
        Raster raster = picture.getRaster();
        int width = picture.getWidth();
        int[] row = new int[width * bands];
        for (int y = 0; y < picture.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            if (picture.getColorModel() instanceof IndexColorModel palette) {
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
