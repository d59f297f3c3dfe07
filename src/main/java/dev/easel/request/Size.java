package dev.easel.request;

/**
 * The size of an image.
 *
 * @param width pixels per row, at least 1
 * @param height rows, at least 1
 */
public record Size(int width, int height) {
    double aspectRatio() {
        return (double) width / height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
