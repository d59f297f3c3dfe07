package dev.easel.pipeline;

import java.util.Map;
import java.util.Set;

/**
 * What a model is, and its defaults.
 *
 * @param name the name that callers use
 * @param family the architecture, such as {@code FLUX.1-dev}
 * @param device what it runs on: {@code cpu}, {@code cuda:0} or {@code tensorrt:0}
 * @param sizeMultiple width and height must be multiples of this many pixels
 * @param defaults the values of parameters that a caller leaves out
 * @param abilities what it can do besides generating an image from a prompt
 * @param maxSteps the most steps with its own scheduler
 * @param schedulers the names of other schedulers, and the most steps with each
 * @param loras the names of its LoRAs
 * @param unweightedLoras those of them that only have the weight 1 and can only be used one at a time
 */
public record ModelDescription(
        String name,
        String family,
        String device,
        int sizeMultiple,
        Defaults defaults,
        Set<Ability> abilities,
        int maxSteps,
        Map<String, Integer> schedulers,
        Set<String> loras,
        Set<String> unweightedLoras) {

    /**
     * The values of parameters that a caller leaves out.
     *
     * @param size width and height in pixels
     * @param steps the number of steps
     * @param guidanceScale the guidance scale
     */
    public record Defaults(int size, int steps, float guidanceScale) {}

    /** Whether the model has an ability. */
    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }
}
