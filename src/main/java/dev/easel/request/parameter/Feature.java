package dev.easel.request.parameter;

import dev.easel.pipeline.Ability;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A part of the service that {@code easel.features} switches on or off. */
public enum Feature {
    /** Making images larger or sharper. */
    ENHANCEMENT(FeaturesConfig::enhancement, false),
    /** Repeating what half precision cannot draw. */
    BLACK_FIX(FeaturesConfig::blackFix, true),
    /** Rewriting prompts. */
    PROMPT_OPTIMIZE(FeaturesConfig::promptOptimize, false),
    /** Variations of an image. */
    IMAGE_TO_IMAGE(FeaturesConfig::imageToImage, true),
    /** Inpainting. */
    INPAINT(FeaturesConfig::inpaint, true),
    /** Edits by instruction. */
    EDIT(FeaturesConfig::edit, true),
    /** Negative prompts. */
    NEGATIVE_PROMPT(FeaturesConfig::negativePrompt, true),
    /** The choice of LoRAs. */
    LORAS(FeaturesConfig::loras, true),
    /** The choice of a scheduler. */
    SCHEDULERS(FeaturesConfig::schedulers, true),
    /** The choice of a style preset. */
    STYLES(FeaturesConfig::styles, true),
    /** Several images of one request. */
    SEVERAL_IMAGES(FeaturesConfig::severalImages, true);

    private final Predicate<FeaturesConfig> configured;
    private final boolean exists;

    Feature(Predicate<FeaturesConfig> configured, boolean exists) {
        this.configured = configured;
        this.exists = exists;
    }

    /** The switch of a model's ability, if it has one. */
    static Optional<Feature> of(Ability ability) {
        return Arrays.stream(values())
                .filter(feature -> feature.name().equals(ability.name()))
                .findFirst();
    }

    /** Whether callers can use it. One that this version does not have yet is off, whatever the configuration says. */
    public boolean isOn(FeaturesConfig features) {
        return exists && configured.test(features);
    }

    /** What files and answers call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
