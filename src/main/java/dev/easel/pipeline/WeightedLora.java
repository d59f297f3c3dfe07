package dev.easel.pipeline;

/**
 * An adapter as a caller wants it.
 *
 * @param name one of {@code easel.model.loras}
 * @param weight how strongly it acts; 1 as it was trained, 0 not at all
 */
public record WeightedLora(String name, float weight) {}
