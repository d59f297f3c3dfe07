package dev.easel.image;

/**
 * The colour behind transparent pixels, which models do not have. Images go on white, as on paper and in most viewers: the
 * colour of a transparent pixel was never meant to be seen. Masks go on black: where nothing is painted, nothing is
 * repainted.
 */
public enum Background {
    /** For images. */
    WHITE(255),
    /** For masks. */
    BLACK(0);

    private final int level;

    Background(int level) {
        this.level = level;
    }

    /** One channel, 0 to 255, seen through straight (not premultiplied) alpha, 0 to 255, over this background. */
    int behind(int value, int alpha) {
        return (value * alpha + level * (255 - alpha) + 127) / 255;
    }
}
