package dev.easel.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * What rows must have in common to share a forward pass.
 *
 * @param model the model's name
 * @param width in pixels
 * @param height in pixels
 * @param reference the size of the image that is edited, which is an input of the network
 * @param loras the LoRAs, which change the model's weights
 * @param timestep the timestep of the next pass, for networks that take one for all rows
 */
public record BatchKey(
        String model,
        int width,
        int height,
        Optional<Size> reference,
        List<WeightedLora> loras,
        Optional<Float> timestep) {

    /** A size in pixels. */
    public record Size(int width, int height) {}

    /** The key of an image from noise without LoRAs. */
    public BatchKey(String model, int width, int height) {
        this(model, width, height, Optional.empty(), List.of(), Optional.empty());
    }

    /** The key of an image. */
    static BatchKey of(String model, ImageParameters parameters) {
        Optional<Size> reference = parameters.task() instanceof Task.Edit(var image)
                ? Optional.of(new Size(image.width(), image.height()))
                : Optional.empty();
        return new BatchKey(
                model,
                parameters.width(),
                parameters.height(),
                reference,
                parameters.setup().loras(),
                Optional.empty());
    }

    /** The same, at one timestep only. */
    BatchKey at(float step) {
        return new BatchKey(model, width, height, reference, loras, Optional.of(step));
    }
}
