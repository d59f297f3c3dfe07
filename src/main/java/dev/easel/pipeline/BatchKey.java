package dev.easel.pipeline;

/**
 * What rows must share to go through one forward pass.
 *
 * @param model the model's name
 * @param width pixels
 * @param height pixels
 */
public record BatchKey(String model, int width, int height) {

    /** The key of a picture. */
    public static BatchKey of(ModelDescription model, ImageParameters parameters) {
        return new BatchKey(model.name(), parameters.width(), parameters.height());
    }
}
