package dev.easel.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * How a model is set up for an image, where that differs from its own way.
 *
 * @param scheduler the name of another scheduler
 * @param loras adapters, in the caller's order
 */
public record Setup(Optional<String> scheduler, List<WeightedLora> loras) {
    /** The model's own way. */
    public static final Setup OWN = new Setup(Optional.empty(), List.of());

    /** A setup that nothing can change afterwards. */
    public Setup {
        loras = List.copyOf(loras);
    }
}
