package dev.easel.request.form;

import dev.easel.request.Size;
import dev.easel.request.SizeLimits;
import dev.easel.request.parameter.ParameterContext;
import java.util.regex.Pattern;

/**
 * The proportions of an image.
 *
 * @param width parts
 * @param height parts
 */
record AspectRatio(int width, int height) {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,3}:[1-9][0-9]{0,3}");

    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    static AspectRatio of(String text) {
        String[] parts = text.split(":", 2);
        return new AspectRatio(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The nearest size of a model's images in about the area that it draws when a caller names no size. */
    Size size(ParameterContext context) {
        var limits = SizeLimits.of(context);
        double area = (double) limits.width().initial() * limits.height().initial();
        double ratio = (double) width / height;
        // half a multiple more, as the limits cut to the multiple below
        double columns = Math.sqrt(area * ratio) + limits.width().multipleOf() / 2.0;
        double rows = Math.sqrt(area / ratio) + limits.height().multipleOf() / 2.0;
        return limits.nearest(columns, rows);
    }
}
