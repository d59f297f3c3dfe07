package dev.easel.pipeline;

import dev.easel.model.ModelException;
import dev.easel.network.DenoisingUnet;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.SessionHost;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stable Diffusion XL and SDXL-Turbo: two CLIP readings of a prompt side by side, a U-Net that is told the image's
 * size.
 *
 * <p>Source: {@code StableDiffusionXLPipeline} and its image-to-image and inpainting forms of Hugging Face diffusers.
 */
public final class StableDiffusionXlPipeline extends DiffusionPipeline {
    private static final String FORCE_ZEROS = "force_zeros_for_empty_prompt";

    private final LoraTarget<TextEncoder> clip;
    private final LoraTarget<TextEncoder> largeClip;
    private final DenoisingNetwork<DenoisingUnet> network;
    private final boolean zerosForNoNegative;

    private StableDiffusionXlPipeline(
            ModelParts parts,
            ModelDescription description,
            LoraTarget<TextEncoder> clip,
            LoraTarget<TextEncoder> largeClip,
            UnetPasses passes,
            boolean zerosForNoNegative) {
        super(parts, description);
        this.clip = clip;
        this.largeClip = largeClip;
        this.network = new DenoisingNetwork<>(UnetPasses.COMPONENT, passes.network(), parts.loras(), this::pass);
        this.zerosForNoNegative = zerosForNoNegative;
    }

    /** Opens an SDXL folder's components. */
    static StableDiffusionXlPipeline open(SessionHost host, ModelSettings settings) {
        var schedulers = ModelSchedulers.ofDiffusion(host.folder());
        var opening = ModelOpening.of(host, settings);
        var clip = opening.encoder(
                "text_encoder",
                owner -> TextEncoder.clipPenultimate(owner, "tokenizer", "text_encoder"),
                TextEncoder::close);
        var largeClip = opening.encoder(
                "text_encoder_2",
                owner -> TextEncoder.clipPenultimateAndProjection(owner, "tokenizer_2", "text_encoder_2"),
                TextEncoder::close);
        var passes = UnetPasses.open(opening);
        if (passes.unet().dimensions().guidanceFeatures() > 0) {
            throw new ModelException(
                    host.folder().file(UnetPasses.COMPONENT, "config.json"),
                    "has a time_cond_proj_dim",
                    "an SDXL U-Net that is not told the guidance scale");
        }
        var parts = opening.parts(schedulers);
        var variant = StableDiffusionVariant.ofXl(parts.schedulers());
        var abilities = passes.abilities(parts);
        abilities.addAll(Set.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.NEGATIVE_PROMPT));
        var description = parts.describe(
                variant.family(), passes.sizeMultiple(parts), variant.defaults(passes.size(parts)), abilities);
        var index = host.folder().index();
        // where nothing is said it is so, unlike other flags
        boolean zeros = !index.has(FORCE_ZEROS) || index.flag(FORCE_ZEROS);
        return new StableDiffusionXlPipeline(parts, description, clip.get(), largeClip.get(), passes, zeros);
    }

    @Override
    List<PromptEmbeddings> embed(List<String> prompts, Setup setup) {
        var adapters = adapters(setup);
        var first = clip.with(adapters).encode(prompts);
        var second = largeClip.with(adapters).encodeAll(prompts);
        var sequences = FloatTensor.beside(first, second.getFirst()).rows();
        var vectors = second.getLast().rows();
        var embeddings = new ArrayList<PromptEmbeddings>();
        for (int i = 0; i < prompts.size(); i++) {
            embeddings.add(new PromptEmbeddings(sequences.get(i), vectors.get(i)));
        }
        return embeddings;
    }

    @Override
    Guidance guidance(ImageParameters parameters) {
        if (parameters.guidanceScale() <= 1) {
            return new Guidance.None();
        }
        return parameters.negativePrompt().isEmpty() && zerosForNoNegative
                ? new Guidance.FromZeros()
                : new Guidance.FromPrompt(parameters.negativePrompt().orElse(""));
    }

    @Override
    FloatTensor guide(Denoising row, FloatTensor positive, FloatTensor negative) {
        return Guidance.classifierFree(positive, negative, row.parameters().guidanceScale());
    }

    @Override
    DenoisingNetwork<DenoisingUnet> network() {
        return network;
    }

    private List<FloatTensor> pass(DenoisingUnet adapted, List<OnnxAdapter> inputs, List<PassRow> rows) {
        return UnetPasses.forward(
                adapted.with(inputs),
                rows,
                Map.of(
                        "encoder_hidden_states",
                        PassRow.sequences(rows),
                        "text_embeds",
                        PassRow.vectors(rows),
                        "time_ids",
                        PassRow.join(rows, row -> sizes(row.generation().parameters()))));
    }

    /** The image's original size, what was cropped of it, and its size: float32 [1, 6]. */
    private static FloatTensor sizes(ImageParameters parameters) {
        int height = parameters.height();
        int width = parameters.width();
        return FloatTensor.of(Shape.of(1, 6), new float[] {height, width, 0, 0, height, width});
    }

    @Override
    int begin(ImageParameters parameters) {
        return Strength.whole(parameters);
    }

    @Override
    void closeTokenizers() {
        clip.close();
        largeClip.close();
    }
}
