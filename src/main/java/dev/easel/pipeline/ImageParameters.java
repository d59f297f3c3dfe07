package dev.easel.pipeline;

import dev.easel.image.Pixels;
import java.util.Optional;

/**
 * Everything that determines an image, in diffusers' terms. The same model and parameters give the same pixels.
 *
 * @param prompt what the image shows
 * @param negativePrompt what guidance steers away from, if a second row guides the image
 * @param width pixels, a multiple of the model's {@link ModelDescription#sizeMultiple()}
 * @param height pixels, like the width
 * @param steps {@code num_inference_steps}, at least 1
 * @param guidanceScale an input of guidance-distilled models; for others the scale of classifier-free guidance
 * @param trueCfgScale the scale of classifier-free guidance for models whose {@code guidanceScale} is an input; 1 for
 *     none
 * @param seed of {@code torch.Generator("cpu")}
 * @param task what the image starts from
 * @param setup how the model is set up for it
 */
public record ImageParameters(
        String prompt,
        Optional<String> negativePrompt,
        int width,
        int height,
        int steps,
        float guidanceScale,
        float trueCfgScale,
        long seed,
        Task task,
        Setup setup) {

    /**
     * Checked parameters.
     *
     * @throws IllegalArgumentException if a number is outside its range, or an image does not have the output's size
     */
    public ImageParameters {
        require(!prompt.isBlank(), "a blank prompt");
        require(width > 0 && height > 0, "a size of " + width + "x" + height);
        require(steps >= 1, steps + " steps");
        require(Float.isFinite(guidanceScale) && guidanceScale >= 0, "a guidance_scale of " + guidanceScale);
        require(Float.isFinite(trueCfgScale) && trueCfgScale >= 0, "a true_cfg_scale of " + trueCfgScale);
        require(task.strength() > 0 && task.strength() <= 1, "a strength of " + task.strength());
        require(fits(task, width, height), "an image or mask of another size than " + width + "x" + height);
    }

    /** An image from noise, with the model's own setup. */
    public ImageParameters(
            String prompt,
            Optional<String> negativePrompt,
            int width,
            int height,
            int steps,
            float guidanceScale,
            float trueCfgScale,
            long seed) {
        this(
                prompt,
                negativePrompt,
                width,
                height,
                steps,
                guidanceScale,
                trueCfgScale,
                seed,
                new Task.TextToImage(),
                Setup.OWN);
    }

    /** The same request at another size, from something else. */
    public ImageParameters with(int otherWidth, int otherHeight, Task other) {
        return new ImageParameters(
                prompt,
                negativePrompt,
                otherWidth,
                otherHeight,
                steps,
                guidanceScale,
                trueCfgScale,
                seed,
                other,
                setup);
    }

    /** The same image from another source. */
    public ImageParameters with(Task other) {
        return new ImageParameters(
                prompt, negativePrompt, width, height, steps, guidanceScale, trueCfgScale, seed, other, setup);
    }

    /** The same image with another setup. */
    public ImageParameters with(Setup other) {
        return new ImageParameters(
                prompt, negativePrompt, width, height, steps, guidanceScale, trueCfgScale, seed, task, other);
    }

    /** The same request with another seed. */
    public ImageParameters withSeed(long other) {
        return new ImageParameters(
                prompt, negativePrompt, width, height, steps, guidanceScale, trueCfgScale, other, task, setup);
    }

    private static boolean fits(Task task, int width, int height) {
        return switch (task) {
            case Task.TextToImage _, Task.Edit _ -> true;
            case Task.ImageToImage variation -> hasSize(variation.image(), width, height);
            case Task.Inpaint inpaint ->
                hasSize(inpaint.image(), width, height)
                        && inpaint.mask().width() == width
                        && inpaint.mask().height() == height;
        };
    }

    private static boolean hasSize(Pixels image, int width, int height) {
        return image.width() == width && image.height() == height;
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new IllegalArgumentException("no image can be generated from " + found);
        }
    }
}
