package dev.easel.pipeline;

import dev.easel.image.Pixels;
import dev.easel.preview.LatentPreview;
import dev.easel.tensor.FloatTensor;
import dev.easel.vae.VaeDecoder;
import java.util.Optional;

/** Decodes latents [1, channels, h, w] to images. Used on the thread that owns the sessions. */
final class LatentDecoder {
    private final ModelParts parts;
    private final Float32Fallback float32;
    private Optional<LatentPreview> preview = Optional.empty();

    LatentDecoder(ModelParts parts, Float32Fallback float32) {
        this.parts = parts;
        this.float32 = float32;
    }

    /** The image; empty if it overflows or has a single colour in float32 too. */
    Optional<Pixels> decode(FloatTensor latents) {
        return image(parts.vae().decoder(), latents).or(() -> {
            parts.host().reportUnusable(VaeDecoder.COMPONENT);
            return float32.decoder().flatMap(decoder -> image(decoder, latents));
        });
    }

    private static Optional<Pixels> image(VaeDecoder decoder, FloatTensor latents) {
        return Optional.of(decoder.decode(latents))
                .filter(FloatTensor::isFinite)
                .map(image -> VaeDecoder.toPixels(image).getFirst())
                .filter(pixels -> !pixels.isFlat());
    }

    /** A small image, without the decoder. The first one takes one decode, which its colours are fitted to. */
    Pixels preview(FloatTensor latents) {
        return fittedPreview().project(latents);
    }

    /** Fitted on first use: most generations have no preview, and a start should be fast. */
    private LatentPreview fittedPreview() {
        // not to a decoder that overflows
        var fitted = preview.orElseGet(() ->
                LatentPreview.fit(float32.decoderIfOpen().orElse(parts.vae().decoder())));
        preview = Optional.of(fitted);
        return fitted;
    }
}
