package dev.easel.request;

import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.IntegerRange;
import dev.easel.request.parameter.ParameterContext;

/**
 * Which sizes an image may have, and the nearest of them to one that it may not have.
 *
 * @param width of a row
 * @param height of a column
 */
public record SizeLimits(IntegerRange width, IntegerRange height) {
    /** What a side may be off by rounding and still be the whole number that it should be. */
    private static final double ROUNDING = 1e-6;

    /** The sizes of a model's images. */
    public static SizeLimits of(ParameterContext context) {
        return new SizeLimits(
                (IntegerRange) Catalogue.WIDTH.domain(context), (IntegerRange) Catalogue.HEIGHT.domain(context));
    }

    /**
     * The size of an image that is made from another: the other's, made smaller where it is too large, and larger where
     * it is too small, in its own proportions as far as both limits allow; each side is cut to its multiple.
     */
    Size following(Size image) {
        double most = Math.min(share(width.max(), image.width()), share(height.max(), image.height()));
        double least = Math.max(share(width.min(), image.width()), share(height.min(), image.height()));
        double scale = Math.max(Math.min(1, most), least);
        return nearest(image.width() * scale, image.height() * scale);
    }

    /** The allowed size that is nearest to two sides from below, or the smallest. */
    public Size nearest(double columns, double rows) {
        return new Size(nearest(columns, width), nearest(rows, height));
    }

    private static double share(int limit, int side) {
        return (double) limit / side;
    }

    private static int nearest(double side, IntegerRange range) {
        int multiple = range.multipleOf();
        int smallest = Math.ceilDiv(range.min(), multiple) * multiple;
        int whole = (int) Math.min(side + ROUNDING, range.max());
        return Math.max(smallest, whole / multiple * multiple);
    }
}
