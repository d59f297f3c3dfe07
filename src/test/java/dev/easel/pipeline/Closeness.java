package dev.easel.pipeline;

import dev.easel.image.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/** How near results are to their goldens. */
public final class Closeness {
    private Closeness() {}

    /** Each value within {@code tolerance * max(1, |expected|)}. */
    static void assertClose(float[] actual, float[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs((double) actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
        }
        assertThat(worst).as("largest difference").isLessThanOrEqualTo(tolerance);
    }

    /** At most one level off, in at most this many values. */
    public static void assertSameImage(Pixels actual, Path png, int valuesOff) {
        byte[] expected = rgb(png);
        assertThat(actual.rgb()).hasSameSizeAs(expected);
        int off = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((actual.rgb()[i] & 0xff) - (expected[i] & 0xff));
            assertThat(difference).as("levels off at %d", i).isLessThanOrEqualTo(1);
            off += difference;
        }
        assertThat(off).as("values off by one level").isLessThanOrEqualTo(valuesOff);
    }

    static byte[] rgb(Path png) {
        return pixels(png).rgb();
    }

    public static Pixels pixels(Path png) {
        try {
            var image = ImageIO.read(png.toFile());
            var rgb = new byte[image.getWidth() * image.getHeight() * 3];
            for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
                int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
                rgb[i * 3] = (byte) (pixel >> 16);
                rgb[i * 3 + 1] = (byte) (pixel >> 8);
                rgb[i * 3 + 2] = (byte) pixel;
            }
            return new Pixels(image.getWidth(), image.getHeight(), rgb);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
