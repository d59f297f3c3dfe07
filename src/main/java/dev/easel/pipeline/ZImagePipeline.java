package dev.easel.pipeline;

import dev.easel.model.ModelException;
import dev.easel.network.ZImageTransformer;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.SessionHost;
import dev.easel.scheduler.FlowSpacing;
import dev.easel.tensor.FloatTensor;
import dev.easel.text.ChatEncoder;
import java.util.EnumSet;
import java.util.List;

/**
 * Z-Image-Turbo: a prompt read as a chat by Qwen3, captions of any length in one pass, a rectified flow.
 *
 * <p>Source: {@code ZImagePipeline} and its image-to-image and inpainting forms of Hugging Face diffusers, as they are
 * since the scheduler's last step does something (pull request 13730).
 */
public final class ZImagePipeline extends DiffusionPipeline {
    private static final String NETWORK = "transformer";
    private static final int PATCH = 2;
    private static final int LONGEST = 512;
    private static final float TIMESTEP_SCALE = 1000;

    private final LoraTarget<ChatEncoder> encoder;
    private final DenoisingNetwork<ZImageTransformer> network;
    private final ZImageGuidance guided;

    private ZImagePipeline(
            ModelParts parts,
            ModelDescription description,
            LoraTarget<ChatEncoder> encoder,
            LoraTarget<ZImageTransformer> transformer,
            ZImageGuidance guided) {
        super(parts, description);
        this.encoder = encoder;
        this.network = new DenoisingNetwork<>(NETWORK, transformer, parts.loras(), this::pass);
        this.guided = guided;
    }

    /** Opens a Z-Image folder's components. */
    static ZImagePipeline open(SessionHost host, ModelSettings settings) {
        var schedulers = ModelSchedulers.ofFlow(host.folder(), FlowSpacing.TORCH);
        var opening = ModelOpening.of(host, settings);
        var dimensions = ZImageTransformer.Dimensions.read(host.folder());
        int longest = settings.maxSequenceLength().orElse(LONGEST);
        var encoder = opening.encoder(
                "text_encoder",
                owner -> ChatEncoder.open(owner, "tokenizer", "text_encoder", dimensions.captionFeatures(), longest),
                ChatEncoder::close);
        var transformer = opening.network(NETWORK, ZImageTransformer::open);
        var parts = opening.parts(schedulers);
        var space = parts.vae().decoder().space();
        if (space.channels() != dimensions.channels()) {
            throw new ModelException(
                    host.folder().file("vae_decoder", "config.json"),
                    "has latent_channels " + space.channels(),
                    "the transformer's in_channels " + dimensions.channels());
        }
        var abilities =
                EnumSet.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.NEGATIVE_PROMPT, Ability.STEP_BATCHING);
        // the model card's numbers; its nine steps are for diffusers before the change, and eight of them do something
        var defaults = new ModelDescription.Defaults(space.sampleSize(), 8, 0);
        var description = parts.describe("Z-Image-Turbo", space.scaleFactor() * PATCH, defaults, abilities);
        return new ZImagePipeline(parts, description, encoder.get(), transformer, ZImageGuidance.of(settings));
    }

    @Override
    List<PromptEmbeddings> embed(List<String> prompts, Setup setup) {
        var reader = encoder.with(adapters(setup));
        return prompts.stream()
                .map(prompt -> new PromptEmbeddings(reader.encode(prompt)))
                .toList();
    }

    @Override
    Guidance guidance(ImageParameters parameters) {
        return parameters.guidanceScale() > 0
                ? new Guidance.FromPrompt(parameters.negativePrompt().orElse(""))
                : new Guidance.None();
    }

    @Override
    boolean isGuided(Denoising row) {
        return super.isGuided(row) && guided.reaches(progress(row));
    }

    @Override
    FloatTensor guide(Denoising row, FloatTensor positive, FloatTensor negative) {
        return guided.guide(positive, negative, row.parameters().guidanceScale());
    }

    @Override
    DenoisingNetwork<ZImageTransformer> network() {
        return network;
    }

    private List<FloatTensor> pass(ZImageTransformer adapted, List<OnnxAdapter> inputs, List<PassRow> rows) {
        var captions = rows.stream().map(row -> row.embeddings().promptEmbeds()).toList();
        var timesteps = PassRow.numbers(rows, ZImagePipeline::progress);
        return adapted.with(inputs).forward(PassRow.samples(rows), timesteps, captions).rows().stream()
                .map(ZImagePipeline::turned)
                .toList();
    }

    /** How much of the way is done: 0 for noise, towards 1. */
    private static float progress(Denoising row) {
        return (TIMESTEP_SCALE - row.timestep()) / TIMESTEP_SCALE;
    }

    /** The model points from the noise to the image, the scheduler wants the opposite. */
    private static FloatTensor turned(FloatTensor velocity) {
        var turned = new float[velocity.data().length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -velocity.data()[i];
        }
        return FloatTensor.of(velocity.shape(), turned);
    }

    @Override
    int begin(ImageParameters parameters) {
        return Strength.fractional(parameters);
    }

    @Override
    void closeTokenizers() {
        encoder.close();
    }
}
