package dev.easel.pipeline;

/**
 * A LoRA that a caller chooses.
 *
 * @param name one of {@code easel.model.loras}
 * @param weight how strong it is; 1 as it was trained, 0 has no effect
 */
public record WeightedLora(String name, float weight) {}
