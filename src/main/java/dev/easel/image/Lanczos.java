package dev.easel.image;

/**
 * Resizes images exactly as PIL's {@code Image.resize(size, LANCZOS)}, which diffusers uses for input images: first the
 * rows, then the columns, each in fixed point and rounded to 8 bits.
 *
 * <p>Source: Pillow's {@code src/libImaging/Resample.c} for the rounding; the filter is Lanczos' window of three lobes,
 * stretched by the scale where the image shrinks.
 */
public final class Lanczos {
    private static final int LOBES = 3;
    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final int HALF = 1 << (PRECISION_BITS - 1);
    private static final int CHANNELS = 3;

    private Lanczos() {}

    /**
     * The image at another size.
     *
     * <p>Needs memory for {@code width * pixels.height()} pixels besides the result, so limit the size first.
     *
     * @param width pixels per row of the result, at least 1
     * @param height rows of the result, at least 1
     * @return {@code pixels} itself if it has that size
     */
    public static Pixels resize(Pixels pixels, int width, int height) {
        if (width == pixels.width() && height == pixels.height()) {
            return pixels;
        }
        byte[] resized = resize(pixels.rgb(), CHANNELS, pixels.width(), pixels.height(), width, height);
        return new Pixels(width, height, resized);
    }

    /** Any number of interleaved 8-bit channels. */
    static byte[] resize(byte[] samples, int channels, int width, int height, int toWidth, int toHeight) {
        byte[] rows = toWidth == width ? samples : stretchRows(samples, channels, width, height, toWidth);
        return toHeight == height ? rows : stretchColumns(rows, toWidth * channels, height, toHeight);
    }

    private static byte[] stretchRows(byte[] samples, int channels, int width, int height, int toWidth) {
        var weights = new Weights(width, toWidth);
        byte[] stretched = new byte[size(toWidth * channels, height)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            int row = y * width * channels;
            for (int x = 0; x < toWidth; x++) {
                int first = row + weights.first(x) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    stretched[at++] = weights.sum(x, samples, first + channel, channels);
                }
            }
        }
        return stretched;
    }

    private static byte[] stretchColumns(byte[] samples, int rowLength, int height, int toHeight) {
        var weights = new Weights(height, toHeight);
        byte[] stretched = new byte[size(rowLength, toHeight)];
        int at = 0;
        for (int y = 0; y < toHeight; y++) {
            int first = weights.first(y) * rowLength;
            for (int x = 0; x < rowLength; x++) {
                stretched[at++] = weights.sum(y, samples, first + x, rowLength);
            }
        }
        return stretched;
    }

    private static int size(int rowLength, int rows) {
        return Math.multiplyExact(rowLength, rows);
    }

    /** For each position of the result along one side: the positions of the source that it mixes, and their weights. */
    private static final class Weights {
        private final int[] first;
        private final int[][] fixedPoint;

        Weights(int from, int to) {
            first = new int[to];
            fixedPoint = new int[to][];
            double scale = (double) from / to;
            double stretch = Math.max(scale, 1);
            double reach = LOBES * stretch;
            for (int i = 0; i < to; i++) {
                double center = (i + 0.5) * scale;
                first[i] = Math.max((int) (center - reach + 0.5), 0);
                int end = Math.min((int) (center + reach + 0.5), from);
                fixedPoint[i] = weights(first[i], end, center, stretch);
            }
        }

        private static int[] weights(int first, int end, double center, double stretch) {
            double[] exact = new double[end - first];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = window((i + first - center + 0.5) * (1 / stretch));
                sum += exact[i];
            }
            int[] rounded = new int[exact.length];
            for (int i = 0; i < exact.length; i++) {
                double weight = exact[i] / sum * (1 << PRECISION_BITS);
                rounded[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
            }
            return rounded;
        }

        private static double window(double x) {
            return x >= -LOBES && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
        }

        private static double sinc(double x) {
            double angle = x * Math.PI;
            return x == 0 ? 1 : Math.sin(angle) / angle;
        }

        int first(int position) {
            return first[position];
        }

        /** The mix at a position of the samples at {@code start}, {@code start + stride}, and so on. */
        byte sum(int position, byte[] samples, int start, int stride) {
            int sum = HALF;
            int at = start;
            for (int weight : fixedPoint[position]) {
                sum += (samples[at] & 0xFF) * weight;
                at += stride;
            }
            return (byte) Math.clamp(sum >> PRECISION_BITS, 0, 255);
        }
    }
}
