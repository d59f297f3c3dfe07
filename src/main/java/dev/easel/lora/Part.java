package dev.easel.lora;

import java.util.Optional;

/** The part of a model that a module belongs to; adapters' keys do not tell a transformer from a U-Net. */
public enum Part {
    /** The transformer or the U-Net. */
    DENOISER,
    /** The first text encoder. */
    TEXT_ENCODER,
    /** The second text encoder. */
    TEXT_ENCODER_2;

    /** The part that a component of a model folder is, if adapters have anything for it. */
    public static Optional<Part> of(String component) {
        return switch (component) {
            case "transformer", "unet" -> Optional.of(DENOISER);
            case "text_encoder" -> Optional.of(TEXT_ENCODER);
            case "text_encoder_2" -> Optional.of(TEXT_ENCODER_2);
            default -> Optional.empty();
        };
    }
}
