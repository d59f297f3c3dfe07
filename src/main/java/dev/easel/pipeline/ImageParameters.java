package dev.easel.pipeline;

import java.util.Optional;

/**
 * Everything that determines a picture, in diffusers' terms. The same model and parameters give the same pixels.
 *
 * @param prompt what to draw
 * @param negativePrompt what to steer away from; has an effect when {@code trueCfgScale} is above 1
 * @param width pixels, a multiple of the pipeline's {@link DiffusionPipeline#sizeMultiple()}
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

    /** The negative prompt where it has an effect. */
    public Optional<String> effectiveNegativePrompt() {
        return trueCfgScale > 1 ? negativePrompt : Optional.empty();
    }
}
