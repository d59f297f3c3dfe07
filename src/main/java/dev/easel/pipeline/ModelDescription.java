package dev.easel.pipeline;

/**
 * What a model is and what it prefers where a caller says nothing.
 *
 * @param name what callers call it
 * @param family the architecture, such as {@code FLUX.1-dev}
 * @param device what it runs on: {@code cpu}, {@code cuda:0} or {@code tensorrt:0}
 * @param sizeMultiple width and height must be multiples of this many pixels
 * @param size preferred width and height in pixels
 * @param steps preferred number of steps
 * @param guidanceScale preferred guidance scale
 */
public record ModelDescription(
        String name, String family, String device, int sizeMultiple, int size, int steps, float guidanceScale) {}
