package dev.easel.pipeline;

import dev.easel.image.Mask;
import dev.easel.image.Pixels;

/** What an image starts from besides its prompt. */
public sealed interface Task {
    /** From noise alone. */
    record TextToImage() implements Task {}

    /**
     * From an image with noise: a variation of the image.
     *
     * @param image of the output's size
     * @param strength how much noise, above 0 up to 1; at 1 little is left of the image
     */
    record ImageToImage(Pixels image, double strength) implements Task {}

    /**
     * Inpainting: a part of an image is repainted.
     *
     * @param image of the output's size
     * @param mask the part, of the same size
     * @param strength how much noise the part gets, above 0 up to 1
     */
    record Inpaint(Pixels image, Mask mask, double strength) implements Task {}

    /**
     * An edit of an image by the prompt, for models that were trained on instructions.
     *
     * @param image of any size that the model takes; the output may have another size
     */
    record Edit(Pixels image) implements Task {}

    /** How much noise an image gets; 1 if there is no image to keep. */
    default double strength() {
        return switch (this) {
            case TextToImage _, Edit _ -> 1;
            case ImageToImage task -> task.strength();
            case Inpaint task -> task.strength();
        };
    }
}
