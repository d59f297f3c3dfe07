package dev.easel.pipeline.family;

import dev.easel.lora.LoraStack;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stable Diffusion 1.5, and latent consistency models, whose U-Net takes the guidance scale as an input instead of a
 * second row.
 *
 * <p>Source: {@code StableDiffusionPipeline}, its image-to-image and inpainting forms, and {@code
 * LatentConsistencyModelPipeline} of Hugging Face diffusers.
 *
 * @param clip embeds prompts
 * @param guidanceFeatures features of the guidance scale's embedding; 0 for Stable Diffusion
 */
record StableDiffusionFamily(LoraTarget<TextEncoder> clip, int guidanceFeatures) implements Family<DenoisingUnet> {
    private static final float GUIDANCE_SCALE = 1000;
    private static final double LONGEST_PERIOD = 10_000;
    /** diffusers' pipelines correct these settings of old configurations. */
    private static final Map<String, Object> CORRECTIONS = Map.of("clip_sample", false, "steps_offset", 1.0);

    static DiffusionPipeline open(ModelOpening opening) {
        var dimensions = DenoisingUnet.Dimensions.read(opening.folder());
        var clip = opening.encoder(
                "text_encoder",
                host -> TextEncoder.clipSequence(host, "tokenizer", "text_encoder", dimensions.textFeatures()),
                TextEncoder::close);
        var unet = UnetPart.open(opening);
        boolean consistency = dimensions.guidanceFeatures() > 0;
        var variant = consistency ? StableDiffusionVariant.LCM : StableDiffusionVariant.SD;
        var parts = opening.parts(opening.diffusionSchedulers(consistency ? Map.of() : CORRECTIONS));
        var abilities = unet.abilities();
        if (!consistency) {
            abilities.addAll(Set.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.NEGATIVE_PROMPT));
        }
        return new DiffusionPipeline(
                parts,
                unet.describe(parts, variant, abilities),
                new StableDiffusionFamily(clip.get(), dimensions.guidanceFeatures()),
                unet.target());
    }

    @Override
    public List<PromptEmbeddings> embed(List<String> prompts, LoraStack loras) {
        return clip.with(loras).encode(prompts).rows().stream()
                .map(PromptEmbeddings::new)
                .toList();
    }

    @Override
    public Guidance guidance(ImageParameters parameters) {
        return guidanceFeatures == 0 && parameters.guidanceScale() > 1
                ? new Guidance.FromPrompt(parameters.negativePrompt().orElse(""))
                : new Guidance.None();
    }

    @Override
    public List<FloatTensor> forward(DenoisingUnet unet, List<PassRow> rows) {
        var others = new HashMap<String, FloatTensor>();
        others.put("encoder_hidden_states", PassRow.sequences(rows));
        if (guidanceFeatures > 0) {
            others.put("timestep_cond", PassRow.join(rows, this::guidanceEmbedding));
        }
        return UnetPart.forward(unet, rows, others);
    }

    /** Sines, then cosines of the guidance scale: {@code get_guidance_scale_embedding}, float32 [1, features]. */
    private FloatTensor guidanceEmbedding(PassRow row) {
        int half = guidanceFeatures / 2;
        var embedding = new float[guidanceFeatures];
        float position = (row.generation().parameters().guidanceScale() - 1) * GUIDANCE_SCALE;
        for (int i = 0; i < half; i++) {
            float frequency = (float) Math.exp(i * (float) (-Math.log(LONGEST_PERIOD) / (half - 1)));
            embedding[i] = (float) Math.sin(position * frequency);
            embedding[half + i] = (float) Math.cos(position * frequency);
        }
        return FloatTensor.of(Shape.of(1, guidanceFeatures), embedding);
    }

    @Override
    public int firstStep(ImageParameters parameters) {
        return Strength.whole(parameters);
    }

    @Override
    public void close() {
        clip.close();
    }
}
