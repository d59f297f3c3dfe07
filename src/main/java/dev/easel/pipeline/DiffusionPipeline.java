package dev.easel.pipeline;

import dev.easel.image.Pixels;
import dev.easel.network.LoraInputs;
import dev.easel.pipeline.prompt.Conditioning;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.vae.Vae;
import dev.easel.vae.VaeEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open model: what happens between a prompt and its pixels, in pieces that an engine can interleave. Everything that
 * model families have in common is here; the rest is in their {@link Family}.
 *
 * <p>The descriptive methods may be called from any thread; all others run on the thread that owns the sessions.
 *
 * <p>Source: the pipelines of Hugging Face diffusers.
 */
public final class DiffusionPipeline implements AutoCloseable {
    private final ModelParts parts;
    private final ModelDescription description;
    private final Family<?> family;
    private final DenoisingNetwork<?> network;
    private final Prompts prompts;
    private final Float32Fallback float32;
    private final LatentDecoder decoder;

    /** A pipeline of open components. */
    public <N extends LoraInputs<N>> DiffusionPipeline(
            ModelParts parts, ModelDescription description, Family<N> family, LoraTarget<N> network) {
        this.parts = parts;
        this.description = description;
        this.family = family;
        this.network = new DenoisingNetwork<>(network, parts.loras(), family);
        this.prompts = new Prompts(parts, family);
        this.float32 = new Float32Fallback(parts.host());
        this.decoder = new LatentDecoder(parts, float32);
    }

    /** What this model is and prefers. */
    public ModelDescription description() {
        return description;
    }

    /** What images must have in common to share a forward pass. */
    public BatchKey key(ImageParameters parameters) {
        return BatchKey.of(description.name(), parameters);
    }

    /** What generations must have in common to share their next forward pass. */
    public BatchKey key(Denoising row) {
        var key = key(row.parameters());
        return description.can(Ability.STEP_BATCHING) || row.isComplete() ? key : key.at(row.timestep());
    }

    /** How many rows an image has in each pass: 2 if a second one guides it. */
    public int rows(ImageParameters parameters) {
        return family.guidance(parameters).rows();
    }

    /** How many passes an image takes. */
    public int passes(ImageParameters parameters) {
        return parts.schedulers().passes(parameters.setup(), parameters.steps(), family.firstStep(parameters));
    }

    /** Encodes the prompts of each image: each unknown prompt once, all of them in one pass per encoder. */
    public List<Conditioning> encode(List<ImageParameters> images) {
        images.forEach(image -> parts.loras().requireUsable(image.setup()));
        return prompts.encode(images);
    }

    /** The generation before its first step: seeded noise, on an image if there is one, and a schedule. */
    public Denoising start(ImageParameters parameters, Conditioning conditioning) {
        return start(parameters, conditioning, NoiseSource.seeded(parameters.seed()));
    }

    /** The generation that draws its noise from a source. */
    Denoising start(ImageParameters parameters, Conditioning conditioning, NoiseSource noise) {
        parts.loras().requireUsable(parameters.setup());
        var grid = grid(parameters);
        var trajectory = parts.schedulers()
                .trajectory(parameters.setup(), parameters.steps(), grid.tokens(), family.firstStep(parameters));
        var first = new FirstSample(parts.vae(), grid, trajectory, family::pack);
        var beginning = first.of(parameters.task(), noise);
        if (!beginning.isFinite()) {
            parts.host().reportUnusable(VaeEncoder.COMPONENT);
            beginning = inFloat32(first)
                    .map(again -> again.of(parameters.task(), noise))
                    .filter(FirstSample.Beginning::isFinite)
                    .orElseThrow(() -> new UnusableNumbersException(
                            "the image's latents are not finite; a float32 graph of the vae_encoder would help"));
        }
        return Denoising.first(parameters, conditioning, beginning.source(), trajectory, beginning.sampling());
    }

    private Optional<FirstSample> inFloat32(FirstSample first) {
        return float32.encoder().map(encoder -> first.with(new Vae(parts.vae().decoder(), Optional.of(encoder))));
    }

    /** Opens the network that the rows' pass needs, which takes long with other LoRAs than those that are open. */
    public void prepare(List<Denoising> rows) {
        network.open(rows.getFirst().parameters().setup());
    }

    /**
     * One denoising step for many rows, which may be at different steps of different schedules.
     *
     * @param rows generations that share a {@link BatchKey} and are not complete
     * @return the same generations, each one step further, in the same order and with the same values as alone
     */
    public List<Denoising> step(List<Denoising> rows) {
        requireOneKey(rows);
        var next = advance(rows, network.forward(PassRow.of(rows, family::isGuided)));
        if (next.stream().allMatch(Denoising::isFinite)) {
            return next;
        }
        if (rows.size() > 1) {
            throw new UnusableNumbersException("a row of the pass is not finite");
        }
        parts.host().reportUnusable(network.component());
        return List.of(stepInFloat32(rows.getFirst())
                .orElseThrow(() -> new UnusableNumbersException("the output of step "
                        + (rows.getFirst().step() + 1) + " is not finite; a float32 graph of the "
                        + network.component() + " would help")));
    }

    /** Combines the outputs of each generation's rows, and has its scheduler take the step. */
    private List<Denoising> advance(List<Denoising> rows, List<FloatTensor> outputs) {
        var output = outputs.iterator();
        var next = new ArrayList<Denoising>();
        for (var row : rows) {
            var positive = output.next();
            next.add(row.advanced(family.isGuided(row) ? family.guide(row, positive, output.next()) : positive));
        }
        return next;
    }

    private Optional<Denoising> stepInFloat32(Denoising row) {
        return network.forwardInFloat32(PassRow.of(List.of(row), family::isGuided))
                .map(outputs -> advance(List.of(row), outputs).getFirst())
                .filter(Denoising::isFinite);
    }

    /**
     * The image of a complete generation. If it overflows or has a single colour, the decoding is repeated in float32,
     * then the last step.
     *
     * @throws UnusableNumbersException if there is no image even so
     */
    public Pixels decode(Denoising complete) {
        return decodeOrRetry(complete)
                .or(() -> complete.beforeLast().flatMap(this::stepInFloat32).flatMap(this::decodeOrRetry))
                .orElseThrow(
                        () -> new UnusableNumbersException("the decoder's output is not finite, or has a single colour;"
                                + " a float32 graph, vae_decoder/model_fp32.onnx, may help"));
    }

    private Optional<Pixels> decodeOrRetry(Denoising complete) {
        return decoder.decode(latents(complete));
    }

    /** The generation's latents [1, channels, h, w] as the autoencoder takes them. */
    FloatTensor latents(Denoising row) {
        return family.unpack(row.latents(), grid(row.parameters()));
    }

    /**
     * A small image of where a generation is heading, without the decoder. The first preview takes one decode more,
     * which its colours are fitted to.
     *
     * @param before the generation before a step
     * @param after the same generation after it
     * @return an image with the sides of the latents, an eighth of the image's
     * @throws IllegalArgumentException if there is not exactly one step between the two
     */
    public Pixels preview(Denoising before, Denoising after) {
        return decoder.preview(family.unpack(Denoising.prediction(before, after), grid(after.parameters())));
    }

    /** Closes the sessions; none may be running. */
    @Override
    public void close() {
        family.close();
        parts.host().close();
    }

    LatentGrid grid(ImageParameters parameters) {
        return LatentGrid.of(parts.vae().decoder().space(), parameters.width(), parameters.height());
    }

    private void requireOneKey(List<Denoising> rows) {
        if (rows.stream().map(this::key).distinct().count() != 1) {
            throw new IllegalArgumentException("rows of one pass must share a batch key: " + rows.size() + " rows");
        }
    }
}
