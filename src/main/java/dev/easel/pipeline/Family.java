package dev.easel.pipeline;

import dev.easel.lora.LoraStack;
import dev.easel.network.LoraInputs;
import dev.easel.pipeline.prompt.Guidance;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import dev.easel.tensor.FloatTensor;
import java.util.List;

/**
 * What is special about a model family: how it embeds prompts, what guides an image, and what one forward pass is. The
 * defaults are those of Stable Diffusion.
 *
 * @param <N> the denoising network
 */
public interface Family<N extends LoraInputs<N>> extends AutoCloseable {

    /** The embeddings of each prompt, in one pass per text encoder. */
    List<PromptEmbeddings> embed(List<String> prompts, LoraStack loras);

    /** How an image is guided by a second row. */
    Guidance guidance(ImageParameters parameters);

    /** One forward pass: a model output for each row, in the layout of its latents. */
    List<FloatTensor> forward(N network, List<PassRow> rows);

    /** The first step of an image that starts from another; 0 for one from noise. Leaves at least one step. */
    int firstStep(ImageParameters parameters);

    /** Whether a generation's next pass includes its second row. */
    default boolean isGuided(Denoising row) {
        return row.conditioning().negative().isPresent();
    }

    /** Combines the outputs of a generation's two rows. */
    default FloatTensor guide(Denoising row, FloatTensor positive, FloatTensor negative) {
        return Guidance.classifierFree(positive, negative, row.parameters().guidanceScale());
    }

    /** Latents [1, channels, h, w] in the layout that the denoising network takes. */
    default FloatTensor pack(FloatTensor latents) {
        return latents;
    }

    /** Latents as the autoencoder takes them. */
    default FloatTensor unpack(FloatTensor latents, LatentGrid grid) {
        return latents;
    }

    /** Frees the tokenizers, which the sessions do not own. */
    @Override
    void close();
}
