package dev.easel.pipeline;

import dev.easel.image.Pixels;
import dev.easel.lora.LoraStack;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.vae.Vae;
import dev.easel.vae.VaeEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model family: what happens between a prompt and its pixels, in pieces that an engine can interleave. What families
 * have in common is here; each says how it reads prompts, how it is guided, and what one forward pass is.
 *
 * <p>The descriptive methods may be called from any thread; all others run on the thread that owns the sessions.
 *
 * <p>Source: the pipelines of Hugging Face diffusers.
 */
public abstract sealed class DiffusionPipeline implements AutoCloseable
        permits FluxPipeline, ZImagePipeline, StableDiffusionXlPipeline, StableDiffusionPipeline {
    private final ModelParts parts;
    private final ModelDescription description;
    private final Float32Fallback wide;
    private final LatentDecoder images;

    DiffusionPipeline(ModelParts parts, ModelDescription description) {
        this.parts = parts;
        this.description = description;
        this.wide = new Float32Fallback(parts.host());
        this.images = new LatentDecoder(parts, wide);
    }

    /** What this model is and prefers. */
    public final ModelDescription description() {
        return description;
    }

    /** What an image shares a forward pass by. */
    public final BatchKey key(ImageParameters parameters) {
        return BatchKey.of(description.name(), parameters);
    }

    /** What a generation shares its next forward pass by. */
    public final BatchKey key(Denoising row) {
        var key = key(row.parameters());
        return description.can(Ability.STEP_BATCHING) || row.isComplete() ? key : key.at(row.timestep());
    }

    /** How many rows an image has in each pass: 2 where a second one guides it. */
    public final int rows(ImageParameters parameters) {
        return guidance(parameters).rows();
    }

    /** How many passes an image takes. */
    public final int passes(ImageParameters parameters) {
        return parts.schedulers().passes(parameters.setup(), parameters.steps(), begin(parameters));
    }

    /** Encodes the prompts of each image: each that is not known yet once, all of them in one pass per encoder. */
    public final List<Conditioning> encode(List<ImageParameters> images) {
        images.forEach(image -> parts.loras().requireUsable(image.setup()));
        return parts.prompts().encode(images, this::guidance, this::embedFinite);
    }

    /** The generation before its first step: seeded noise, on an image if there is one, and a schedule. */
    public final Denoising start(ImageParameters parameters, Conditioning conditioning) {
        return start(parameters, conditioning, NoiseSource.seeded(parameters.seed()));
    }

    /** The generation that draws its noise from a source. */
    final Denoising start(ImageParameters parameters, Conditioning conditioning, NoiseSource noise) {
        parts.loras().requireUsable(parameters.setup());
        var scheduler = parts.schedulers().choose(parameters.setup());
        var grid = grid(parameters);
        var schedule = scheduler.schedule(parameters.steps(), grid.tokens());
        int first = parts.schedulers().firstPass(parameters.setup(), begin(parameters));
        var path = new Denoising.Path(scheduler, schedule, first);
        var begin = begin(parts.vae(), grid, path, parameters.task(), noise);
        if (!begin.isFinite()) {
            parts.host().reportUnusable(VaeEncoder.COMPONENT);
            begin = beginWidely(grid, path, parameters.task(), noise);
        }
        return Denoising.first(parameters, conditioning, begin.source(), path, begin.sampling());
    }

    private FirstSample.Beginning begin(Vae vae, LatentGrid grid, Denoising.Path path, Task task, NoiseSource noise) {
        return new FirstSample(vae, grid, path, this::pack).of(task, noise);
    }

    private FirstSample.Beginning beginWidely(LatentGrid grid, Denoising.Path path, Task task, NoiseSource noise) {
        return wide.encoder()
                .map(encoder -> new Vae(parts.vae().decoder(), Optional.of(encoder)))
                .map(vae -> begin(vae, grid, path, task, noise))
                .filter(FirstSample.Beginning::isFinite)
                .orElseThrow(() -> new UnusableNumbersException(
                        "the image's latents are not finite; a float32 graph of the vae_encoder would help"));
    }

    private List<PromptEmbeddings> embedFinite(List<String> prompts, Setup setup) {
        var embeddings = embed(prompts, setup);
        if (!embeddings.stream().allMatch(PromptEmbeddings::isFinite)) {
            parts.host().reportUnusable("text_encoder");
            throw new UnusableNumbersException(
                    "a text encoder gave numbers that are not finite; a float32 graph of it would help");
        }
        return embeddings;
    }

    /** Opens what the rows' pass needs and is not open yet, which takes long if it is a network with other adapters. */
    public final void prepare(List<Denoising> rows) {
        network().open(rows.getFirst().parameters().setup());
    }

    /**
     * One denoise step for many rows, which may be at different steps of different schedules.
     *
     * @param rows generations that share a {@link BatchKey} and are not complete
     * @return the same generations, each one step further, in the same order and with the same values as alone
     */
    public final List<Denoising> step(List<Denoising> rows) {
        requireOneKey(rows);
        var advanced = advance(rows, network().forward(PassRow.of(rows, this::isGuided)));
        if (advanced.stream().allMatch(Denoising::isFinite)) {
            return advanced;
        }
        if (rows.size() > 1) {
            throw new UnusableNumbersException("a row of the pass is not finite");
        }
        parts.host().reportUnusable(network().component());
        return stepInFloat32(rows.getFirst())
                .map(List::of)
                .orElseThrow(() -> new UnusableNumbersException("step "
                        + (rows.getFirst().step() + 1)
                        + " gave numbers that are not finite; a float32 graph of the "
                        + network().component()
                        + " would help"));
    }

    private List<Denoising> advance(List<Denoising> rows, List<FloatTensor> outputs) {
        var next = outputs.iterator();
        var advanced = new ArrayList<Denoising>();
        for (var row : rows) {
            var positive = next.next();
            advanced.add(row.advanced(isGuided(row) ? guide(row, positive, next.next()) : positive));
        }
        return advanced;
    }

    private Optional<Denoising> stepInFloat32(Denoising row) {
        return network()
                .forwardInFloat32(PassRow.of(List.of(row), this::isGuided))
                .map(outputs -> advance(List.of(row), outputs).getFirst())
                .filter(Denoising::isFinite);
    }

    /**
     * The image of a complete generation. What overflows, or is all of one colour, is computed again with wider numbers:
     * the decoding, then the last step.
     *
     * @throws UnusableNumbersException if there is no image even so
     */
    public final Pixels decode(Denoising complete) {
        return decodeAnyhow(complete)
                .or(() -> complete.beforeLast().flatMap(this::stepInFloat32).flatMap(this::decodeAnyhow))
                .orElseThrow(() ->
                        new UnusableNumbersException("the decoder gave no image: not finite, or all of one colour;"
                                + " a float32 graph, vae_decoder/model_fp32.onnx, may help"));
    }

    private Optional<Pixels> decodeAnyhow(Denoising complete) {
        return images.decode(latents(complete));
    }

    /** The generation's latents [1, channels, h, w] as the autoencoder takes them. */
    final FloatTensor latents(Denoising row) {
        return unpack(row.latents(), grid(row.parameters()));
    }

    /**
     * A small image of where a generation is heading, without the decoder; the first one takes about one decode more, as
     * it is learnt from the decoder how.
     *
     * @param before the generation before a step
     * @param after the same one after it
     * @return an image with the sides of the latents, an eighth of the image's
     * @throws IllegalArgumentException if there is not exactly one step between the two
     */
    public final Pixels preview(Denoising before, Denoising after) {
        return images.preview(unpack(Denoising.prediction(before, after), grid(after.parameters())));
    }

    /** Closes the sessions; none may be running. */
    @Override
    public final void close() {
        closeTokenizers();
        parts.host().close();
    }

    /** What each prompt means to the denoising network, in one pass per encoder. */
    abstract List<PromptEmbeddings> embed(List<String> prompts, Setup setup);

    /** How an image is guided by a second row. */
    abstract Guidance guidance(ImageParameters parameters);

    /** Whether a guided generation's next pass has its second row. */
    boolean isGuided(Denoising row) {
        return row.conditioning().negative().isPresent();
    }

    /** What two rows of one generation say together. */
    abstract FloatTensor guide(Denoising row, FloatTensor positive, FloatTensor negative);

    /** The denoising network. */
    abstract DenoisingNetwork<?> network();

    /** The first step of an image that starts from another; 0 for one from noise. Leaves at least one step. */
    abstract int begin(ImageParameters parameters);

    /** Latents [1, channels, h, w] in the layout that the denoising network takes. */
    FloatTensor pack(FloatTensor latents) {
        return latents;
    }

    /** Latents as the autoencoder takes them. */
    FloatTensor unpack(FloatTensor latents, LatentGrid grid) {
        return latents;
    }

    /** Frees what the sessions do not own. */
    abstract void closeTokenizers();

    final LoraStack adapters(Setup setup) {
        return parts.loras().stack(setup);
    }

    final LatentGrid grid(ImageParameters parameters) {
        return LatentGrid.of(parts.vae().decoder().space(), parameters.width(), parameters.height());
    }

    private void requireOneKey(List<Denoising> rows) {
        if (rows.stream().map(this::key).distinct().count() != 1) {
            throw new IllegalArgumentException("rows of one pass must share a batch key: " + rows.size() + " rows");
        }
    }
}
