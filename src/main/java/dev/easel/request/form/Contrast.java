package dev.easel.request.form;

import java.util.regex.Pattern;

/** The contrast of two colours, by WCAG 2.2: the ratio of their relative luminances. */
final class Contrast {
    static final String WHITE = "#ffffff";
    static final String DARK = "#121212";
    /** What text of any size needs (WCAG 2.2, success criterion 1.4.3). */
    static final double LEAST = 4.5;

    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    private Contrast() {}

    static boolean isColor(String text) {
        return COLOR.matcher(text).matches();
    }

    static double between(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String color) {
        return 0.2126 * channel(color, 1) + 0.7152 * channel(color, 3) + 0.0722 * channel(color, 5);
    }

    private static double channel(String color, int from) {
        double value = Integer.parseInt(color, from, from + 2, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
