package dev.easel.image;

import dev.easel.fixtures.Fixtures;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images for tests, and readers of files. */
public final class TestImages {
    private TestImages() {}

    public static Pixels smooth(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            int row = i / width;
            double x = (double) (i % width) / width;
            double y = (double) row / height;
            rgb[3 * i] = (byte) Math.round(255 * x);
            rgb[3 * i + 1] = (byte) Math.round(255 * y);
            rgb[3 * i + 2] = (byte) Math.round(127 + 100 * Math.sin(3 * (x + y)));
        }
        return new Pixels(width, height, rgb);
    }

    public static Pixels noise(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        new Random(42).nextBytes(rgb);
        return new Pixels(width, height, rgb);
    }

    public static Pixels read(Path file) {
        return read(Fixtures.bytes(file));
    }

    /** The stored samples of a grey image. */
    static byte[] greys(Path file) {
        try {
            Raster raster = ImageIO.read(file.toFile()).getRaster();
            return (byte[]) raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Pixels read(byte[] file) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            int[] packed = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            byte[] rgb = new byte[packed.length * 3];
            for (int i = 0; i < packed.length; i++) {
                rgb[3 * i] = (byte) (packed[i] >> 16);
                rgb[3 * i + 1] = (byte) (packed[i] >> 8);
                rgb[3 * i + 2] = (byte) packed[i];
            }
            return new Pixels(image.getWidth(), image.getHeight(), rgb);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Peak signal-to-noise ratio in decibels; above 35 the eye sees no difference. */
    public static double psnr(Pixels expected, Pixels actual) {
        double squares = 0;
        for (int i = 0; i < expected.rgb().length; i++) {
            double difference = (expected.rgb()[i] & 0xFF) - (actual.rgb()[i] & 0xFF);
            squares += difference * difference;
        }
        return 10 * Math.log10(255 * 255 * expected.rgb().length / squares);
    }
}
