package dev.easel.image;

/**
 * How to turn an image upright: the eight values of EXIF's tag {@code Orientation}, in their order, each named after the
 * operation that turns the stored pixels upright.
 *
 * <p>Source: CIPA DC-008 (Exif), tag 274.
 */
public enum Orientation {
    UPRIGHT,
    MIRROR,
    TURN_180,
    FLIP,
    TRANSPOSE,
    TURN_CLOCKWISE,
    TRANSVERSE,
    TURN_COUNTERCLOCKWISE;

    private static final Orientation[] BY_TAG = values();

    /** The orientation of a tag's value; values outside 1 to 8 have no meaning. */
    public static Orientation ofTag(int value) {
        return value >= 1 && value <= BY_TAG.length ? BY_TAG[value - 1] : UPRIGHT;
    }

    /** The upright image. */
    public Pixels apply(Pixels stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swapsSides() ? stored.height() : stored.width();
        int height = swapsSides() ? stored.width() : stored.height();
        byte[] from = stored.rgb();
        byte[] to = new byte[from.length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = 3 * source(x, y, stored.width(), stored.height());
                to[at++] = from[source];
                to[at++] = from[source + 1];
                to[at++] = from[source + 2];
            }
        }
        return new Pixels(width, height, to);
    }

    private boolean swapsSides() {
        return switch (this) {
            case UPRIGHT, MIRROR, TURN_180, FLIP -> false;
            case TRANSPOSE, TURN_CLOCKWISE, TRANSVERSE, TURN_COUNTERCLOCKWISE -> true;
        };
    }

    /** The index of the stored pixel at x, y of the upright image; width and height are the stored ones. */
    private int source(int x, int y, int width, int height) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRROR -> y * width + right - x;
            case TURN_180 -> (bottom - y) * width + right - x;
            case FLIP -> (bottom - y) * width + x;
            case TRANSPOSE -> x * width + y;
            case TURN_CLOCKWISE -> (bottom - x) * width + y;
            case TRANSVERSE -> (bottom - x) * width + right - y;
            case TURN_COUNTERCLOCKWISE -> x * width + right - y;
        };
    }
}
