package dev.easel.request.parameter;

import dev.easel.pipeline.Ability;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of the service that {@code easel.features} switches on or off. */
public enum Feature {
    /** Making images larger or sharper. */
    ENHANCEMENT,
    /** Repeating what half precision cannot draw. */
    BLACK_FIX,
    /** Rewriting prompts. */
    PROMPT_OPTIMIZE,
    /** Variations of an image. */
    IMAGE_TO_IMAGE,
    /** Inpainting. */
    INPAINT,
    /** Edits by instruction. */
    EDIT,
    /** Negative prompts. */
    NEGATIVE_PROMPT,
    /** The choice of LoRAs. */
    LORAS,
    /** The choice of a scheduler. */
    SCHEDULERS,
    /** The choice of a style preset. */
    STYLES,
    /** Several images of one request. */
    SEVERAL_IMAGES;

    /** The switch of a model's ability, if it has one. */
    static Optional<Feature> of(Ability ability) {
        return Arrays.stream(values())
                .filter(feature -> feature.name().equals(ability.name()))
                .findFirst();
    }

    /** Whether callers can use it. One that this version does not have yet is off, whatever the configuration says. */
    public boolean isOn(FeaturesConfig features) {
        return switch (this) {
            case ENHANCEMENT, PROMPT_OPTIMIZE -> false;
            case BLACK_FIX -> features.blackFix();
            case IMAGE_TO_IMAGE -> features.imageToImage();
            case INPAINT -> features.inpaint();
            case EDIT -> features.edit();
            case NEGATIVE_PROMPT -> features.negativePrompt();
            case LORAS -> features.loras();
            case SCHEDULERS -> features.schedulers();
            case STYLES -> features.styles();
            case SEVERAL_IMAGES -> features.severalImages();
        };
    }

    /** What files and answers call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
