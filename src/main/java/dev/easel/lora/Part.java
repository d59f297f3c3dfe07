package dev.easel.lora;

import java.util.Optional;

/** The part of a model that a module belongs to; keys of LoRAs do not tell a transformer from a U-Net. */
public enum Part {
    /** The transformer or the U-Net. */
    DENOISER("transformer or U-Net"),
    /** The first text encoder. */
    TEXT_ENCODER("first text encoder"),
    /** The second text encoder. */
    TEXT_ENCODER_2("second text encoder");

    private final String component;

    Part(String component) {
        this.component = component;
    }

    /** The component, in words. */
    public String component() {
        return component;
    }

    /** The part that a component of a model folder is, if LoRAs can change it. */
    public static Optional<Part> of(String component) {
        return switch (component) {
            case "transformer", "unet" -> Optional.of(DENOISER);
            case "text_encoder" -> Optional.of(TEXT_ENCODER);
            case "text_encoder_2" -> Optional.of(TEXT_ENCODER_2);
            default -> Optional.empty();
        };
    }
}
