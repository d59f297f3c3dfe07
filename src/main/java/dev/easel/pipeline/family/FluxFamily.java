package dev.easel.pipeline.family;

import dev.easel.lora.LoraStack;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.network.FluxTransformer;
import dev.easel.network.LatentPacking;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.Family;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.LatentGrid;
import dev.easel.pipeline.LoraTarget;
import dev.easel.pipeline.PassRow;
import dev.easel.pipeline.SourceImage;
import dev.easel.pipeline.prompt.Guidance;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import dev.easel.scheduler.FlowSpacing;
import dev.easel.tensor.FloatTensor;
import dev.easel.text.TextEncoder;
import dev.easel.vae.LatentSpace;
import java.util.List;
import java.util.Optional;

/**
 * FLUX.1: CLIP and T5 prompts, packed latents, a rectified flow. Models with guidance embeddings are treated as
 * FLUX.1-dev, the others as FLUX.1-schnell; a Kontext model also edits images.
 *
 * <p>Source: {@code FluxPipeline}, {@code FluxImg2ImgPipeline}, {@code FluxInpaintPipeline} and {@code
 * FluxKontextPipeline} of Hugging Face diffusers.
 *
 * @param clip embeds prompts as vectors
 * @param t5 embeds prompts as sequences
 * @param space the autoencoder's latents
 */
record FluxFamily(LoraTarget<TextEncoder> clip, LoraTarget<TextEncoder> t5, LatentSpace space)
        implements Family<FluxTransformer> {
    private static final int PATCH = 2;
    private static final float TIMESTEP_SCALE = 1000;

    static DiffusionPipeline open(ModelOpening opening) {
        var folder = opening.folder();
        var schedulers = opening.flowSchedulers(FlowSpacing.NUMPY);
        var dimensions = FluxTransformer.Dimensions.read(folder);
        var variant = FluxVariant.of(dimensions.guidanceEmbeds(), folder);
        int maxLength = opening.settings().maxSequenceLength().orElse(variant.maxSequenceLength());
        var clip = opening.encoder(
                "text_encoder",
                host -> TextEncoder.clipPooled(host, "tokenizer", "text_encoder", dimensions.pooledFeatures()),
                TextEncoder::close);
        var t5 = opening.encoder(
                "text_encoder_2",
                host -> TextEncoder.t5Sequence(
                        host, "tokenizer_2", "text_encoder_2", dimensions.textFeatures(), maxLength),
                TextEncoder::close);
        var transformer = opening.network("transformer", FluxTransformer::open);
        var parts = opening.parts(schedulers);
        var space = parts.vae().decoder().space();
        requireChannels(folder, space, dimensions.channels());
        var description = parts.describe(
                variant.family(),
                space.scaleFactor() * PATCH,
                variant.defaults(space.sampleSize()),
                variant.abilities());
        return new DiffusionPipeline(parts, description, new FluxFamily(clip.get(), t5.get(), space), transformer);
    }

    private static void requireChannels(ModelFolder folder, LatentSpace space, int packed) {
        if (space.channels() * PATCH * PATCH != packed) {
            throw new ModelException(
                    folder.file("vae_decoder", "config.json"),
                    "has latent_channels " + space.channels(),
                    "a quarter of the transformer's in_channels " + packed);
        }
    }

    @Override
    public List<PromptEmbeddings> embed(List<String> prompts, LoraStack loras) {
        return PromptEmbeddings.ofRows(
                t5.with(loras).encode(prompts), clip.with(loras).encode(prompts));
    }

    @Override
    public Guidance guidance(ImageParameters parameters) {
        return parameters
                .negativePrompt()
                .filter(_ -> parameters.trueCfgScale() > 1)
                .<Guidance>map(Guidance.FromPrompt::new)
                .orElseGet(Guidance.None::new);
    }

    @Override
    public FloatTensor guide(Denoising row, FloatTensor positive, FloatTensor negative) {
        return Guidance.classifierFree(positive, negative, row.parameters().trueCfgScale());
    }

    @Override
    public List<FloatTensor> forward(FluxTransformer transformer, List<PassRow> rows) {
        var image = rows.getFirst().generation().parameters();
        var grid = LatentGrid.of(space, image.width(), image.height());
        return transformer
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

    /** The images that the rows edit, all of one size; empty if they edit none. */
    private static Optional<FluxTransformer.Reference> reference(List<PassRow> rows) {
        if (!(rows.getFirst().generation().source() instanceof SourceImage.Reference first)) {
            return Optional.empty();
        }
        var tokens = PassRow.join(
                rows, row -> ((SourceImage.Reference) row.generation().source()).latents());
        return Optional.of(new FluxTransformer.Reference(tokens, first.height() / PATCH, first.width() / PATCH));
    }

    @Override
    public int firstStep(ImageParameters parameters) {
        return Strength.fractional(parameters);
    }

    @Override
    public FloatTensor pack(FloatTensor latents) {
        return LatentPacking.pack(latents);
    }

    @Override
    public FloatTensor unpack(FloatTensor latents, LatentGrid grid) {
        return LatentPacking.unpack(latents, grid.height(), grid.width());
    }

    @Override
    public void close() {
        clip.close();
        t5.close();
    }
}
