package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;
import dev.easel.transformer.FluxTransformer;
import java.util.ArrayList;
import java.util.List;

/**
 * Generations as rows of one forward pass: where a generation has a negative prompt, a second row for it in the same
 * call.
 */
final class GuidedRows {
    private static final float TIMESTEP_SCALE = 1000;

    private final List<Denoising> generations;
    private final List<FloatTensor> latents = new ArrayList<>();
    private final List<FloatTensor> sequences = new ArrayList<>();
    private final List<FloatTensor> vectors = new ArrayList<>();
    private final List<FloatTensor> timesteps = new ArrayList<>();
    private final List<FloatTensor> guidances = new ArrayList<>();

    GuidedRows(List<Denoising> generations) {
        this.generations = generations;
        for (var generation : generations) {
            add(generation, generation.conditioning().positive());
            generation.conditioning().negative().ifPresent(negative -> add(generation, negative));
        }
    }

    private void add(Denoising generation, PromptEmbeddings embeddings) {
        latents.add(generation.latents());
        sequences.add(embeddings.promptEmbeds());
        vectors.add(embeddings.pooledPromptEmbeds());
        timesteps.add(FloatTensor.vector(generation.timestep() / TIMESTEP_SCALE));
        guidances.add(FloatTensor.vector(generation.parameters().guidanceScale()));
    }

    /** One guided velocity for each generation. */
    List<FloatTensor> velocities(FluxTransformer transformer, int tokenSize) {
        var parameters = generations.getFirst().parameters();
        var output = transformer
                .forward(new FluxTransformer.Input(
                        FloatTensor.concatenate(latents),
                        FloatTensor.concatenate(sequences),
                        FloatTensor.concatenate(vectors),
                        FloatTensor.concatenate(timesteps),
                        FloatTensor.concatenate(guidances),
                        parameters.height() / tokenSize,
                        parameters.width() / tokenSize))
                .rows()
                .iterator();
        return generations.stream()
                .map(generation -> {
                    var positive = output.next();
                    return generation.conditioning().negative().isPresent()
                            ? guided(
                                    output.next(),
                                    positive,
                                    generation.parameters().trueCfgScale())
                            : positive;
                })
                .toList();
    }

    /** Classifier-free guidance: {@code negative + scale * (positive - negative)}. */
    private static FloatTensor guided(FloatTensor negative, FloatTensor positive, float scale) {
        float[] n = negative.data();
        float[] p = positive.data();
        var guided = new float[n.length];
        for (int i = 0; i < guided.length; i++) {
            guided[i] = n[i] + scale * (p[i] - n[i]);
        }
        return FloatTensor.of(positive.shape(), guided);
    }
}
