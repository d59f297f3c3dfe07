package dev.easel.pipeline;

import dev.easel.image.Pixels;
import dev.easel.preview.LatentPreview;
import dev.easel.tensor.FloatTensor;
import dev.easel.vae.VaeDecoder;
import java.util.Optional;

/** Latents [1, channels, h, w], as the autoencoder takes them, to images. Used on the thread that owns the sessions. */
final class LatentDecoder {
    private final ModelParts parts;
    private final Float32Fallback wide;
    private Optional<LatentPreview> preview = Optional.empty();

    LatentDecoder(ModelParts parts, Float32Fallback wide) {
        this.parts = parts;
        this.wide = wide;
    }

    /** The image; empty if it overflows, or is all of one colour, with wider numbers too. */
    Optional<Pixels> decode(FloatTensor latents) {
        return image(parts.vae().decoder(), latents).or(() -> {
            parts.host().reportUnusable(VaeDecoder.COMPONENT);
            return wide.decoder().flatMap(decoder -> image(decoder, latents));
        });
    }

    private static Optional<Pixels> image(VaeDecoder decoder, FloatTensor latents) {
        return Optional.of(decoder.decode(latents))
                .filter(FloatTensor::isFinite)
                .map(image -> VaeDecoder.toPixels(image).getFirst())
                .filter(pixels -> !pixels.isFlat());
    }

    /** A small image, without the decoder; the first one takes about one decode more, as it is learnt from it how. */
    Pixels preview(FloatTensor latents) {
        return fittedPreview().project(latents);
    }

    /** Not before somebody watches: many never are watched, and a start is waited for. */
    private LatentPreview fittedPreview() {
        // a decoder that overflows teaches nothing
        var fitted = preview.orElseGet(
                () -> LatentPreview.fit(wide.decoderIfOpen().orElse(parts.vae().decoder())));
        preview = Optional.of(fitted);
        return fitted;
    }
}
