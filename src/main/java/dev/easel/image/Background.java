package dev.easel.image;

/**
 * What is put behind transparent pixels, since models know none. Images go on white, as paper and most viewers show
 * them: what a transparent pixel holds of colour was never meant to be seen. Masks go on black: where nothing is
 * painted, nothing is repainted.
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
