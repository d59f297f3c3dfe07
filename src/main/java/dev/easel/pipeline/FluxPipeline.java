package dev.easel.pipeline;

import dev.easel.image.Pixels;
import dev.easel.onnx.ModelException;
import dev.easel.onnx.SessionHost;
import dev.easel.scheduler.Sampling;
import dev.easel.scheduler.Scheduler;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.tensor.TorchGenerator;
import dev.easel.text.TextEncoder;
import dev.easel.transformer.FluxTransformer;
import dev.easel.transformer.LatentPacking;
import dev.easel.vae.LatentPreview;
import dev.easel.vae.VaeDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FLUX.1: CLIP and T5 prompts, packed latents, a rectified flow. Models with guidance embeddings are treated as
 * FLUX.1-dev, the others as FLUX.1-schnell.
 *
 * <p>Source: {@code FluxPipeline} of Hugging Face diffusers.
 */
public final class FluxPipeline implements DiffusionPipeline {
    private static final int PATCH = 2;

    private final SessionHost host;
    private final ModelDescription description;
    private final FluxPrompts prompts;
    private final FluxTransformer transformer;
    private final VaeDecoder vae;
    private final Scheduler scheduler;
    private Optional<LatentPreview> preview = Optional.empty();

    private FluxPipeline(
            SessionHost host,
            ModelDescription description,
            FluxPrompts prompts,
            FluxTransformer transformer,
            VaeDecoder vae,
            Scheduler scheduler) {
        this.host = host;
        this.description = description;
        this.prompts = prompts;
        this.transformer = transformer;
        this.vae = vae;
        this.scheduler = scheduler;
    }

    /** Opens a FLUX folder's components. */
    static FluxPipeline open(SessionHost host, ModelConfig config) {
        var scheduler = SchedulerFile.readFlow(host.folder()).scheduler();
        var transformer = FluxTransformer.open(host);
        var dimensions = transformer.dimensions();
        var family = dimensions.guidanceEmbeds() ? FluxVariant.DEV : FluxVariant.SCHNELL;
        int longest = config.maxSequenceLength().orElse(family.maxSequenceLength());
        var clip = TextEncoder.clipPooled(host, "tokenizer", "text_encoder", dimensions.pooledFeatures());
        var t5 = TextEncoder.t5Sequence(host, "tokenizer_2", "text_encoder_2", dimensions.textFeatures(), longest);
        var vae = VaeDecoder.open(host);
        var space = vae.space();
        if (space.channels() * PATCH * PATCH != dimensions.channels()) {
            throw new ModelException(
                    host.folder().file("vae_decoder", "config.json"),
                    "has latent_channels " + space.channels(),
                    "a quarter of the transformer's in_channels " + dimensions.channels());
        }
        var description = family.describe(host, space.scaleFactor() * PATCH, space.sampleSize());
        var prompts =
                new FluxPrompts(clip, t5, new PromptCache(config.promptCache().asLongValue()));
        return new FluxPipeline(host, description, prompts, transformer, vae, scheduler);
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public List<Conditioning> encode(List<ImageParameters> pictures) {
        return prompts.encode(pictures);
    }

    @Override
    public Denoising start(ImageParameters parameters, Conditioning conditioning) {
        var noise = new TorchGenerator(parameters.seed())
                .randn(1, vae.space().channels(), latentExtent(parameters.height()), latentExtent(parameters.width()));
        return start(parameters, conditioning, LatentPacking.pack(noise));
    }

    /** The generation that starts from given noise, float32 [1, tokens, channels]. */
    Denoising start(ImageParameters parameters, Conditioning conditioning, FloatTensor packedNoise) {
        int tokens = packedNoise.shape().extent(1);
        var schedule = scheduler.schedule(parameters.steps(), tokens);
        var sampling = Sampling.start(0, packedNoise, NoiseSource.seeded(parameters.seed()));
        return new Denoising(parameters, conditioning, schedule, sampling, Optional.empty());
    }

    @Override
    public List<Denoising> step(List<Denoising> rows) {
        requireOneKey(rows);
        var velocities = new GuidedRows(rows).velocities(transformer, description.sizeMultiple());
        var advanced = new ArrayList<Denoising>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var velocity = velocities.get(i);
            advanced.add(row.advancedTo(scheduler.step(row.sampling(), velocity, row.schedule()), velocity));
        }
        return advanced;
    }

    @Override
    public List<Pixels> decode(List<Denoising> complete) {
        return VaeDecoder.toPixels(decodeToUnit(complete));
    }

    /** The pictures before rounding: float32 [rows, 3, height, width] in 0..1. */
    FloatTensor decodeToUnit(List<Denoising> complete) {
        requireOneKey(complete);
        var parameters = complete.getFirst().parameters();
        var packed = FloatTensor.concatenate(
                complete.stream().map(Denoising::latents).toList());
        return vae.decode(unpack(packed, parameters));
    }

    @Override
    public void fitPreview() {
        preview = Optional.of(LatentPreview.fit(vae));
    }

    @Override
    public Pixels preview(Denoising before, Denoising after) {
        var projection = preview.orElseThrow(() -> new IllegalStateException("previews need fitPreview() first"));
        if (!after.follows(before)) {
            throw new IllegalArgumentException("a preview needs a generation before and after one step, not at "
                    + before.step() + " and " + after.step());
        }
        var clean = scheduler.predictOriginal(
                before.latents(), after.modelOutput().orElseThrow(), before.schedule(), before.step());
        return projection.project(unpack(clean, after.parameters()));
    }

    private FloatTensor unpack(FloatTensor packed, ImageParameters parameters) {
        return LatentPacking.unpack(packed, latentExtent(parameters.height()), latentExtent(parameters.width()));
    }

    private void requireOneKey(List<Denoising> rows) {
        if (rows.stream()
                        .map(row -> BatchKey.of(description, row.parameters()))
                        .distinct()
                        .count()
                != 1) {
            throw new IllegalArgumentException("rows of one pass must share a batch key: " + rows.size() + " rows");
        }
    }

    private int latentExtent(int pixels) {
        return pixels / vae.space().scaleFactor();
    }

    @Override
    public void close() {
        prompts.close();
        host.close();
    }
}
