package dev.easel.pipeline.family;

import dev.easel.lora.LoraStack;
import dev.easel.model.ModelException;
import dev.easel.network.DenoisingUnet;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.Family;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.LoraTarget;
import dev.easel.pipeline.PassRow;
import dev.easel.pipeline.prompt.Guidance;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.text.TextEncoder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stable Diffusion XL and SDXL-Turbo: prompts embedded by two CLIPs side by side, a U-Net that takes the image's size.
 *
 * <p>Source: {@code StableDiffusionXLPipeline} and its image-to-image and inpainting forms of Hugging Face diffusers.
 *
 * @param clip embeds prompts as sequences
 * @param largeClip embeds prompts as sequences and vectors
 * @param zerosForNoNegative whether guidance without a negative prompt steers away from zeros
 */
record StableDiffusionXlFamily(
        LoraTarget<TextEncoder> clip, LoraTarget<TextEncoder> largeClip, boolean zerosForNoNegative)
        implements Family<DenoisingUnet> {
    private static final String FORCE_ZEROS = "force_zeros_for_empty_prompt";

    static DiffusionPipeline open(ModelOpening opening) {
        var folder = opening.folder();
        var schedulers = opening.diffusionSchedulers(Map.of());
        var clip = opening.encoder(
                "text_encoder",
                host -> TextEncoder.clipPenultimate(host, "tokenizer", "text_encoder"),
                TextEncoder::close);
        var largeClip = opening.encoder(
                "text_encoder_2",
                host -> TextEncoder.clipPenultimateAndProjection(host, "tokenizer_2", "text_encoder_2"),
                TextEncoder::close);
        var unet = UnetPart.open(opening);
        if (unet.dimensions().guidanceFeatures() > 0) {
            throw new ModelException(
                    folder.file(UnetPart.COMPONENT, "config.json"),
                    "has a time_cond_proj_dim",
                    "an SDXL U-Net that does not take the guidance scale");
        }
        var parts = opening.parts(schedulers);
        var abilities = unet.abilities();
        abilities.addAll(Set.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.NEGATIVE_PROMPT));
        var index = folder.index();
        // true by default, unlike other flags
        boolean zeros = !index.has(FORCE_ZEROS) || index.flag(FORCE_ZEROS);
        return new DiffusionPipeline(
                parts,
                unet.describe(parts, StableDiffusionVariant.ofXl(schedulers.own()), abilities),
                new StableDiffusionXlFamily(clip.get(), largeClip.get(), zeros),
                unet.target());
    }

    @Override
    public List<PromptEmbeddings> embed(List<String> prompts, LoraStack loras) {
        var first = clip.with(loras).encode(prompts);
        var second = largeClip.with(loras).encodeAll(prompts);
        return PromptEmbeddings.ofRows(FloatTensor.beside(first, second.getFirst()), second.getLast());
    }

    @Override
    public Guidance guidance(ImageParameters parameters) {
        if (parameters.guidanceScale() <= 1) {
            return new Guidance.None();
        }
        return parameters.negativePrompt().isEmpty() && zerosForNoNegative
                ? new Guidance.FromZeros()
                : new Guidance.FromPrompt(parameters.negativePrompt().orElse(""));
    }

    @Override
    public List<FloatTensor> forward(DenoisingUnet unet, List<PassRow> rows) {
        return UnetPart.forward(
                unet,
                rows,
                Map.of(
                        "encoder_hidden_states",
                        PassRow.sequences(rows),
                        "text_embeds",
                        PassRow.vectors(rows),
                        "time_ids",
                        PassRow.join(rows, StableDiffusionXlFamily::sizes)));
    }

    /** The image's original size, what was cropped of it, and its size: float32 [1, 6]. */
    private static FloatTensor sizes(PassRow row) {
        int height = row.generation().parameters().height();
        int width = row.generation().parameters().width();
        return FloatTensor.of(Shape.of(1, 6), new float[] {height, width, 0, 0, height, width});
    }

    @Override
    public int firstStep(ImageParameters parameters) {
        return Strength.whole(parameters);
    }

    @Override
    public void close() {
        clip.close();
        largeClip.close();
    }
}
