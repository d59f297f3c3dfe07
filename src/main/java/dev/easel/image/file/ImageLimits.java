package dev.easel.image.file;

/**
 * How large a caller's image may be, checked before it is decoded: a file of a few hundred bytes can declare
 * gigabytes.
 *
 * <p>Decoding takes at most about 16 bytes a pixel at a time, some of it outside the heap.
 *
 * @param side the maximum pixels of a side, at least 1
 * @param pixels the maximum pixels of the image, at least 1
 */
public record ImageLimits(int side, int pixels) {
    /**
     * Limits.
     *
     * @throws IllegalArgumentException if one of them is below 1
     */
    public ImageLimits {
        if (side < 1 || pixels < 1) {
            throw new IllegalArgumentException("Limits must be at least 1, not " + side + " and " + pixels);
        }
    }

    void check(int width, int height) {
        if (width > side || height > side || (long) width * height > pixels) {
            throw new ImageRefusedException(
                    ImageRefusedException.Reason.TOO_LARGE,
                    "is " + width + "x" + height + " pixels; a side may have at most " + side
                            + " and the whole image at most " + pixels);
        }
    }
}
