package dev.easel.request.parameter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code easel.features}: which parts of the service there are. A part that is off is off for every client. */
@ConfigMapping(prefix = "easel.features", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface FeaturesConfig {
    /** Making images larger or sharper; not in this version. */
    @WithDefault("false")
    boolean enhancement();

    /** Repeating in float32 what half precision cannot draw. */
    @WithDefault("true")
    boolean blackFix();

    /** Rewriting prompts; not in this version. */
    @WithDefault("false")
    boolean promptOptimize();

    /** Variations of an image that the caller sends. */
    @WithDefault("true")
    boolean imageToImage();

    /** Inpainting with a mask. */
    @WithDefault("true")
    boolean inpaint();

    /** Edits of an image by instruction. */
    @WithDefault("true")
    boolean edit();

    /** Negative prompts. */
    @WithDefault("true")
    boolean negativePrompt();

    /** The choice of LoRAs. */
    @WithDefault("true")
    boolean loras();

    /** The choice of a scheduler. */
    @WithDefault("true")
    boolean schedulers();

    /** The choice of a style preset. */
    @WithDefault("true")
    boolean styles();

    /** Several images of one request. */
    @WithDefault("true")
    boolean severalImages();
}
