package dev.easel.vae;

import dev.easel.onnx.SessionHost;
import java.util.Optional;

/**
 * An {@code AutoencoderKL}.
 *
 * @param decoder latents to pixels
 * @param encoder pixels to latents, where the model's folder has it
 */
public record Vae(VaeDecoder decoder, Optional<VaeEncoder> encoder) {

    /**
     * Opens {@code vae_decoder}, and {@code vae_encoder} if there is one.
     *
     * @param decoders owns the decoder's session
     * @param encoders owns the encoder's session
     */
    public static Vae open(SessionHost decoders, SessionHost encoders) {
        return new Vae(VaeDecoder.open(decoders), VaeEncoder.openIfPresent(encoders));
    }

    /** The encoder, of a model that is known to have one. */
    public VaeEncoder requireEncoder() {
        return encoder.orElseThrow(() -> new IllegalStateException("the model has no vae_encoder"));
    }
}
