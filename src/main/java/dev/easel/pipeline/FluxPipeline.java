package dev.easel.pipeline;

import dev.easel.model.ModelException;
import dev.easel.network.FluxTransformer;
import dev.easel.network.LatentPacking;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.SessionHost;
import dev.easel.scheduler.FlowSpacing;
import dev.easel.tensor.FloatTensor;
import dev.easel.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FLUX.1: CLIP and T5 prompts, packed latents, a rectified flow. Models with guidance embeddings are treated as
 * FLUX.1-dev, the others as FLUX.1-schnell; a Kontext model also edits images.
 *
 * <p>Source: {@code FluxPipeline}, {@code FluxImg2ImgPipeline}, {@code FluxInpaintPipeline} and {@code
 * FluxKontextPipeline} of Hugging Face diffusers.
 */
public final class FluxPipeline extends DiffusionPipeline {
    private static final int PATCH = 2;
    private static final float TIMESTEP_SCALE = 1000;

    private static final String NETWORK = "transformer";

    private final LoraTarget<TextEncoder> clip;
    private final LoraTarget<TextEncoder> t5;
    private final DenoisingNetwork<FluxTransformer> network;

    private FluxPipeline(
            ModelParts parts,
            ModelDescription description,
            LoraTarget<TextEncoder> clip,
            LoraTarget<TextEncoder> t5,
            LoraTarget<FluxTransformer> transformer) {
        super(parts, description);
        this.clip = clip;
        this.t5 = t5;
        this.network = new DenoisingNetwork<>(NETWORK, transformer, parts.loras(), this::pass);
    }

    /** Opens a FLUX folder's components. */
    static FluxPipeline open(SessionHost host, ModelSettings settings) {
        var schedulers = ModelSchedulers.ofFlow(host.folder(), FlowSpacing.NUMPY);
        var opening = ModelOpening.of(host, settings);
        var dimensions = FluxTransformer.Dimensions.read(host.folder());
        var variant = FluxVariant.of(dimensions.guidanceEmbeds(), host.folder());
        int longest = settings.maxSequenceLength().orElse(variant.maxSequenceLength());
        var clip = opening.encoder(
                "text_encoder",
                owner -> TextEncoder.clipPooled(owner, "tokenizer", "text_encoder", dimensions.pooledFeatures()),
                TextEncoder::close);
        var t5 = opening.encoder(
                "text_encoder_2",
                owner -> TextEncoder.t5Sequence(
                        owner, "tokenizer_2", "text_encoder_2", dimensions.textFeatures(), longest),
                TextEncoder::close);
        var transformer = opening.network(NETWORK, FluxTransformer::open);
        var parts = opening.parts(schedulers);
        requireChannels(host, parts, dimensions.channels());
        var space = parts.vae().decoder().space();
        var description = parts.describe(
                variant.family(),
                space.scaleFactor() * PATCH,
                variant.defaults(space.sampleSize()),
                variant.abilities());
        return new FluxPipeline(parts, description, clip.get(), t5.get(), transformer);
    }

    private static void requireChannels(SessionHost host, ModelParts parts, int packed) {
        int channels = parts.vae().decoder().space().channels();
        if (channels * PATCH * PATCH != packed) {
            throw new ModelException(
                    host.folder().file("vae_decoder", "config.json"),
                    "has latent_channels " + channels,
                    "a quarter of the transformer's in_channels " + packed);
        }
    }

    @Override
    List<PromptEmbeddings> embed(List<String> prompts, Setup setup) {
        var adapters = adapters(setup);
        var sequences = t5.with(adapters).encode(prompts).rows();
        var vectors = clip.with(adapters).encode(prompts).rows();
        var embeddings = new ArrayList<PromptEmbeddings>();
        for (int i = 0; i < prompts.size(); i++) {
            embeddings.add(new PromptEmbeddings(sequences.get(i), vectors.get(i)));
        }
        return embeddings;
    }

    @Override
    Guidance guidance(ImageParameters parameters) {
        return parameters.trueCfgScale() > 1
                ? parameters
                        .negativePrompt()
                        .<Guidance>map(Guidance.FromPrompt::new)
                        .orElseGet(Guidance.None::new)
                : new Guidance.None();
    }

    @Override
    FloatTensor guide(Denoising row, FloatTensor positive, FloatTensor negative) {
        return Guidance.classifierFree(positive, negative, row.parameters().trueCfgScale());
    }

    @Override
    DenoisingNetwork<FluxTransformer> network() {
        return network;
    }

    private List<FloatTensor> pass(FluxTransformer adapted, List<OnnxAdapter> inputs, List<PassRow> rows) {
        var grid = grid(rows.getFirst().generation().parameters());
        return adapted.with(inputs)
                .forward(new FluxTransformer.Input(
                        PassRow.samples(rows),
                        PassRow.sequences(rows),
                        PassRow.vectors(rows),
                        PassRow.numbers(rows, row -> row.timestep() / TIMESTEP_SCALE),
                        PassRow.numbers(rows, row -> row.parameters().guidanceScale()),
                        grid.height() / PATCH,
                        grid.width() / PATCH,
                        reference(rows)))
                .rows();
    }

    /** What is edited: an image of one size in each row, or none. */
    private static Optional<FluxTransformer.Reference> reference(List<PassRow> rows) {
        if (!(rows.getFirst().generation().source() instanceof SourceImage.Reference first)) {
            return Optional.empty();
        }
        var tokens = PassRow.join(
                rows, row -> ((SourceImage.Reference) row.generation().source()).latents());
        return Optional.of(new FluxTransformer.Reference(tokens, first.height() / PATCH, first.width() / PATCH));
    }

    @Override
    int begin(ImageParameters parameters) {
        return Strength.fractional(parameters);
    }

    @Override
    FloatTensor pack(FloatTensor latents) {
        return LatentPacking.pack(latents);
    }

    @Override
    FloatTensor unpack(FloatTensor latents, LatentGrid grid) {
        return LatentPacking.unpack(latents, grid.height(), grid.width());
    }

    @Override
    void closeTokenizers() {
        clip.close();
        t5.close();
    }
}
