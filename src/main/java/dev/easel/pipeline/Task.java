package dev.easel.pipeline;

import dev.easel.image.Mask;
import dev.easel.image.Pixels;

/** What an image starts from beside its prompt. */
public sealed interface Task {
    /** From noise alone. */
    record TextToImage() implements Task {}

    /**
     * From an image with noise on it: a variation of it.
     *
     * @param image of the output's size
     * @param strength how much noise, above 0 to 1; at 1 little is left of the image
     */
    record ImageToImage(Pixels image, double strength) implements Task {}

    /**
     * An image of which a part is painted anew.
     *
     * @param image of the output's size
     * @param mask the part, of the same size
     * @param strength how much noise the part gets, above 0 to 1
     */
    record Inpaint(Pixels image, Mask mask, double strength) implements Task {}

    /**
     * An image that is changed as the prompt says, for models that were trained on instructions.
     *
     * @param image of any size that the model takes, which need not be the output's
     */
    record Edit(Pixels image) implements Task {}

    /** How much noise an image gets; 1 where there is none to keep. */
    default double strength() {
        return switch (this) {
            case TextToImage _, Edit _ -> 1;
            case ImageToImage task -> task.strength();
            case Inpaint task -> task.strength();
        };
    }
}
