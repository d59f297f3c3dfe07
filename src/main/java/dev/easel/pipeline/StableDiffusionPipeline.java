package dev.easel.pipeline;

import dev.easel.network.DenoisingUnet;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.SessionHost;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.text.TextEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Stable Diffusion 1.5, and latent consistency models, whose U-Net is told the guidance scale instead of being guided by
 * a second row.
 *
 * <p>Source: {@code StableDiffusionPipeline}, its image-to-image and inpainting forms, and {@code
 * LatentConsistencyModelPipeline} of Hugging Face diffusers.
 */
public final class StableDiffusionPipeline extends DiffusionPipeline {
    private static final float GUIDANCE_SCALE = 1000;
    private static final double LONGEST_PERIOD = 10_000;

    private final LoraTarget<TextEncoder> clip;
    private final DenoisingNetwork<DenoisingUnet> network;
    private final int guidanceFeatures;

    private StableDiffusionPipeline(
            ModelParts parts, ModelDescription description, LoraTarget<TextEncoder> clip, UnetPasses passes) {
        super(parts, description);
        this.clip = clip;
        this.network = new DenoisingNetwork<>(UnetPasses.COMPONENT, passes.network(), parts.loras(), this::pass);
        this.guidanceFeatures = passes.unet().dimensions().guidanceFeatures();
    }

    /** Opens a Stable Diffusion folder's components. */
    static StableDiffusionPipeline open(SessionHost host, ModelSettings settings) {
        var opening = ModelOpening.of(host, settings);
        var dimensions = DenoisingUnet.Dimensions.read(host.folder());
        var clip = opening.encoder(
                "text_encoder",
                owner -> TextEncoder.clipSequence(owner, "tokenizer", "text_encoder", dimensions.textFeatures()),
                TextEncoder::close);
        var passes = UnetPasses.open(opening);
        boolean consistency = dimensions.guidanceFeatures() > 0;
        var variant = consistency ? StableDiffusionVariant.LCM : StableDiffusionVariant.SD;
        var parts = opening.parts(
                consistency
                        ? ModelSchedulers.ofDiffusion(host.folder())
                        : ModelSchedulers.ofStableDiffusion(host.folder()));
        var abilities = passes.abilities(parts);
        if (!consistency) {
            abilities.addAll(Set.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.NEGATIVE_PROMPT));
        }
        var description = parts.describe(
                variant.family(), passes.sizeMultiple(parts), variant.defaults(passes.size(parts)), abilities);
        return new StableDiffusionPipeline(parts, description, clip.get(), passes);
    }

    @Override
    List<PromptEmbeddings> embed(List<String> prompts, Setup setup) {
        return clip.with(adapters(setup)).encode(prompts).rows().stream()
                .map(PromptEmbeddings::new)
                .toList();
    }

    @Override
    Guidance guidance(ImageParameters parameters) {
        return guidanceFeatures == 0 && parameters.guidanceScale() > 1
                ? new Guidance.FromPrompt(parameters.negativePrompt().orElse(""))
                : new Guidance.None();
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
        var others = new HashMap<String, FloatTensor>();
        others.put("encoder_hidden_states", PassRow.sequences(rows));
        if (guidanceFeatures > 0) {
            others.put(
                    "timestep_cond",
                    PassRow.join(
                            rows,
                            row -> guidanceEmbedding(
                                    row.generation().parameters().guidanceScale())));
        }
        return UnetPasses.forward(adapted.with(inputs), rows, others);
    }

    /** Sines, then cosines of the guidance scale: {@code get_guidance_scale_embedding}, float32 [1, features]. */
    private FloatTensor guidanceEmbedding(float scale) {
        int half = guidanceFeatures / 2;
        var embedding = new float[guidanceFeatures];
        float position = (scale - 1) * GUIDANCE_SCALE;
        for (int i = 0; i < half; i++) {
            float frequency = (float) Math.exp(i * (float) (-Math.log(LONGEST_PERIOD) / (half - 1)));
            embedding[i] = (float) Math.sin(position * frequency);
            embedding[half + i] = (float) Math.cos(position * frequency);
        }
        return FloatTensor.of(Shape.of(1, guidanceFeatures), embedding);
    }

    @Override
    int begin(ImageParameters parameters) {
        return Strength.whole(parameters);
    }

    @Override
    void closeTokenizers() {
        clip.close();
    }
}
