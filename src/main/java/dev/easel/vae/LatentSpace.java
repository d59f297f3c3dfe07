package dev.easel.vae;

import dev.easel.model.JsonFile;
import dev.easel.model.ModelException;

/**
 * The latents of an autoencoder, from its {@code config.json}.
 *
 * @param channels channels of the latents
 * @param scaleFactor pixels per latent, on each axis
 * @param sampleSize width and height in pixels that the model was made for
 * @param scaling the factor of the latents
 * @param shift subtracted before scaling; 0 if the model has none
 */
public record LatentSpace(int channels, int scaleFactor, int sampleSize, float scaling, float shift) {
    /**
     * Reads a configuration.
     *
     * @throws ModelException if it scales the latents in a way that is not supported
     */
    static LatentSpace read(JsonFile config) {
        if (config.has("latents_mean") || config.has("latents_std")) {
            throw new ModelException(
                    config.path(), "has a latents_mean or latents_std", "an autoencoder with a scaling_factor alone");
        }
        return new LatentSpace(
                config.positiveInteger("latent_channels"),
                1 << (config.length("block_out_channels") - 1),
                config.positiveInteger("sample_size"),
                (float) config.number("scaling_factor"),
                (float) config.optionalNumber("shift_factor").orElse(0));
    }
}
