package dev.easel.pipeline;

import java.util.Optional;

/**
 * Everything that determines a picture, in diffusers' terms. The same model and parameters give the same pixels.
 *
 * @param prompt what to draw
 * @param negativePrompt what to steer away from; has an effect when {@code trueCfgScale} is above 1
 * @param width pixels, a multiple of the model's {@link ModelDescription#sizeMultiple()}
 * @param height pixels, like the width
 * @param steps {@code num_inference_steps}, at least 1
 * @param guidanceScale the guidance that a guidance-distilled model takes as an input
 * @param trueCfgScale the scale of classifier-free guidance with a second forward pass; 1 for none
 * @param seed of {@code torch.Generator("cpu")}
 */
public record ImageParameters(
        String prompt,
        Optional<String> negativePrompt,
        int width,
        int height,
        int steps,
        float guidanceScale,
        float trueCfgScale,
        long seed) {

    /**
     * Parameters that a picture can be drawn from.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public ImageParameters {
        require(!prompt.isBlank(), "a blank prompt");
        require(width > 0 && height > 0, "a size of " + width + "x" + height);
        require(steps >= 1, steps + " steps");
        require(Float.isFinite(guidanceScale) && guidanceScale >= 0, "a guidance_scale of " + guidanceScale);
        require(Float.isFinite(trueCfgScale) && trueCfgScale >= 0, "a true_cfg_scale of " + trueCfgScale);
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new IllegalArgumentException("no picture can be drawn from " + found);
        }
    }

    /** The negative prompt where it has an effect. */
    public Optional<String> effectiveNegativePrompt() {
        return trueCfgScale > 1 ? negativePrompt : Optional.empty();
    }
}
