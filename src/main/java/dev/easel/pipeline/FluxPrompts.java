package dev.easel.pipeline;

import dev.easel.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** FLUX's reading of prompts: T5's sequence and CLIP's pooled vector, remembered for prompts that come again. */
final class FluxPrompts implements AutoCloseable {
    private final TextEncoder clip;
    private final TextEncoder t5;
    private final PromptCache cache;

    FluxPrompts(TextEncoder clip, TextEncoder t5, PromptCache cache) {
        this.clip = clip;
        this.t5 = t5;
        this.cache = cache;
    }

    /** The conditioning of each picture, with what is not known yet encoded in one pass per encoder. */
    List<Conditioning> encode(List<ImageParameters> pictures) {
        var prompts = new ArrayList<String>();
        pictures.forEach(picture -> {
            prompts.add(picture.prompt());
            picture.effectiveNegativePrompt().ifPresent(prompts::add);
        });
        var embeddings = cache.get(prompts, this::encodePrompts).iterator();
        var conditionings = new ArrayList<Conditioning>();
        for (var picture : pictures) {
            var positive = embeddings.next();
            Optional<PromptEmbeddings> negative =
                    picture.effectiveNegativePrompt().map(prompt -> embeddings.next());
            conditionings.add(new Conditioning(positive, negative));
        }
        return conditionings;
    }

    private List<PromptEmbeddings> encodePrompts(List<String> prompts) {
        var sequences = t5.encode(prompts).rows();
        var vectors = clip.encode(prompts).rows();
        var embeddings = new ArrayList<PromptEmbeddings>();
        for (int i = 0; i < prompts.size(); i++) {
            embeddings.add(new PromptEmbeddings(sequences.get(i), vectors.get(i)));
        }
        return embeddings;
    }

    @Override
    public void close() {
        clip.close();
        t5.close();
    }
}
