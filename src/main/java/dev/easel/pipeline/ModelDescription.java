package dev.easel.pipeline;

import java.util.Map;
import java.util.Set;

/**
 * What a model is and what it prefers where a caller says nothing.
 *
 * @param name what callers call it
 * @param family the architecture, such as {@code FLUX.1-dev}
 * @param device what it runs on: {@code cpu}, {@code cuda:0} or {@code tensorrt:0}
 * @param sizeMultiple width and height must be multiples of this many pixels
 * @param defaults what callers get who say nothing
 * @param abilities what it can do beside drawing an image from a prompt
 * @param maxSteps the most steps with its own scheduler
 * @param schedulers the names of other schedulers that it can be drawn with, and the most steps with each
 * @param loras the names of the adapters that it can be drawn with
 * @param unweightedLoras those of them that have no weight but 1 and do not add up: one at a time
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
     * What callers get who say nothing.
     *
     * @param size width and height in pixels
     * @param steps number of steps
     * @param guidanceScale guidance scale
     */
    public record Defaults(int size, int steps, float guidanceScale) {}

    /** Whether it can do something. */
    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }
}
