package dev.easel.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * How a model is set up for an image.
 *
 * @param scheduler the name of a scheduler other than the model's own
 * @param loras LoRAs, in the caller's order
 */
public record Setup(Optional<String> scheduler, List<WeightedLora> loras) {
    /** The model's own scheduler, without LoRAs. */
    public static final Setup OWN = new Setup(Optional.empty(), List.of());

    /** An immutable setup. */
    public Setup {
        loras = List.copyOf(loras);
    }
}
