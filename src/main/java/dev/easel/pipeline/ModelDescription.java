package dev.easel.pipeline;

/**
 * What a model is and what it prefers where a caller says nothing.
 *
 * @param name what callers call it
 * @param family the architecture, such as {@code FLUX.1-dev}
 * @param size preferred width and height in pixels
 * @param steps preferred number of steps
 * @param guidanceScale preferred guidance scale
 */
public record ModelDescription(String name, String family, int size, int steps, float guidanceScale) {}
