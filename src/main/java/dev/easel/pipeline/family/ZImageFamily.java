package dev.easel.pipeline.family;

import dev.easel.lora.LoraStack;
import dev.easel.model.ModelException;
import dev.easel.network.ZImageTransformer;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.Family;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.LoraTarget;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.PassRow;
import dev.easel.pipeline.prompt.Guidance;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import dev.easel.scheduler.FlowSpacing;
import dev.easel.tensor.FloatTensor;
import dev.easel.text.ChatEncoder;
import java.util.EnumSet;
import java.util.List;

/**
 * Z-Image-Turbo: prompts as chats for Qwen3, captions of any length in one pass, a rectified flow.
 *
 * <p>Source: {@code ZImagePipeline} and its image-to-image and inpainting forms of Hugging Face diffusers, since the
 * change that gives the scheduler's last step an effect (pull request 13730).
 *
 * @param encoder embeds prompts
 * @param guidance combines the outputs of two rows
 */
record ZImageFamily(LoraTarget<ChatEncoder> encoder, ZImageGuidance guidance) implements Family<ZImageTransformer> {
    private static final int PATCH = 2;
    private static final int MAX_LENGTH = 512;
    private static final float TIMESTEP_SCALE = 1000;

    static DiffusionPipeline open(ModelOpening opening) {
        var folder = opening.folder();
        var schedulers = opening.flowSchedulers(FlowSpacing.TORCH);
        var dimensions = ZImageTransformer.Dimensions.read(folder);
        int maxLength = opening.settings().maxSequenceLength().orElse(MAX_LENGTH);
        var encoder = opening.encoder(
                "text_encoder",
                host -> ChatEncoder.open(host, "tokenizer", "text_encoder", dimensions.captionFeatures(), maxLength),
                ChatEncoder::close);
        var transformer = opening.network("transformer", ZImageTransformer::open);
        var parts = opening.parts(schedulers);
        var space = parts.vae().decoder().space();
        if (space.channels() != dimensions.channels()) {
            throw new ModelException(
                    folder.file("vae_decoder", "config.json"),
                    "has latent_channels " + space.channels(),
                    "the transformer's in_channels " + dimensions.channels());
        }
        var abilities =
                EnumSet.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.NEGATIVE_PROMPT, Ability.STEP_BATCHING);
        // the model card says nine steps, of which eight had an effect in diffusers before the change
        var defaults = new ModelDescription.Defaults(space.sampleSize(), 8, 0);
        var description = parts.describe("Z-Image-Turbo", space.scaleFactor() * PATCH, defaults, abilities);
        var family = new ZImageFamily(encoder.get(), ZImageGuidance.of(opening.settings()));
        return new DiffusionPipeline(parts, description, family, transformer);
    }

    @Override
    public List<PromptEmbeddings> embed(List<String> prompts, LoraStack loras) {
        var opened = encoder.with(loras);
        return prompts.stream()
                .map(prompt -> new PromptEmbeddings(opened.encode(prompt)))
                .toList();
    }

    @Override
    public Guidance guidance(ImageParameters parameters) {
        return parameters.guidanceScale() > 0
                ? new Guidance.FromPrompt(parameters.negativePrompt().orElse(""))
                : new Guidance.None();
    }

    @Override
    public boolean isGuided(Denoising row) {
        return Family.super.isGuided(row) && guidance.reaches(progress(row));
    }

    @Override
    public FloatTensor guide(Denoising row, FloatTensor positive, FloatTensor negative) {
        return guidance.guide(positive, negative, row.parameters().guidanceScale());
    }

    @Override
    public List<FloatTensor> forward(ZImageTransformer transformer, List<PassRow> rows) {
        var captions = rows.stream().map(row -> row.embeddings().promptEmbeds()).toList();
        var timesteps = PassRow.numbers(rows, ZImageFamily::progress);
        return transformer.forward(PassRow.samples(rows), timesteps, captions).rows().stream()
                .map(ZImageFamily::negated)
                .toList();
    }

    /** How much of the way is done: 0 for noise, towards 1. */
    private static float progress(Denoising row) {
        return (TIMESTEP_SCALE - row.timestep()) / TIMESTEP_SCALE;
    }

    /** The network points from the noise to the image, the scheduler takes the opposite. */
    private static FloatTensor negated(FloatTensor velocity) {
        var negated = new float[velocity.data().length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = -velocity.data()[i];
        }
        return FloatTensor.of(velocity.shape(), negated);
    }

    @Override
    public int firstStep(ImageParameters parameters) {
        return Strength.fractional(parameters);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
