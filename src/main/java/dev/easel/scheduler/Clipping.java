package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.OptionalDouble;

/** Clips clean latents to a range ({@code clip_sample}), for models of pixels. */
final class Clipping {
    private Clipping() {}

    static FloatTensor of(FloatTensor original, OptionalDouble range) {
        if (range.isEmpty()) {
            return original;
        }
        float most = (float) range.getAsDouble();
        return Elementwise.map(original, x -> Math.clamp(x, -most, most));
    }
}
