package dev.easel.request;

import java.util.Comparator;
import java.util.List;

/**
 * The sizes of an edit: what the image is resized to before the model sees it, and how large the result is.
 *
 * <p>Source: {@code FluxKontextPipeline} of Hugging Face diffusers with {@code _auto_resize}, whose table is for models of
 * 1024 by 1024 pixels.
 *
 * @param modelSize the side of the square that the model was trained on, in pixels
 * @param multiple what sides are cut to, in pixels
 */
record ReferenceSize(int modelSize, int multiple) {
    private static final int TABLE_SIZE = 1024;

    /** The sizes that FLUX.1-Kontext was trained on, from the narrowest on. */
    private static final List<Size> PREFERRED = List.of(
            new Size(672, 1568),
            new Size(688, 1504),
            new Size(720, 1456),
            new Size(752, 1392),
            new Size(800, 1328),
            new Size(832, 1248),
            new Size(880, 1184),
            new Size(944, 1104),
            new Size(1024, 1024),
            new Size(1104, 944),
            new Size(1184, 880),
            new Size(1248, 832),
            new Size(1328, 800),
            new Size(1392, 752),
            new Size(1456, 720),
            new Size(1504, 688),
            new Size(1568, 672));

    /** What an image is resized to: the trained size of the nearest proportions, the narrower of two. */
    Size of(Size image) {
        double aspectRatio = image.aspectRatio();
        var nearest = PREFERRED.stream()
                .min(Comparator.comparingDouble(size -> Math.abs(aspectRatio - size.aspectRatio())))
                .orElseThrow();
        return new Size(scaled(nearest.width()), scaled(nearest.height()));
    }

    /** The proportions of an image in the model's area, not cut to anything yet. */
    Size result(Size image) {
        double area = (double) modelSize * modelSize;
        double aspectRatio = image.aspectRatio();
        return new Size(side(area * aspectRatio), side(area / aspectRatio));
    }

    /** Rounded as Python's {@code round} does. */
    private static int side(double square) {
        return Math.max(1, (int) Math.rint(Math.sqrt(square)));
    }

    private int scaled(int side) {
        return Math.max(multiple, (int) ((long) side * modelSize / TABLE_SIZE) / multiple * multiple);
    }
}
