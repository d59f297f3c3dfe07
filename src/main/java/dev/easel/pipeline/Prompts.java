package dev.easel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The readings of prompts, remembered for those that come again.
 *
 * @param cache what is remembered
 * @param loras adapters, some of which change how prompts are read
 */
record Prompts(PromptCache cache, ModelLoras loras) {

    /** Reads prompts in one pass per encoder; all of them with the same adapters. */
    @FunctionalInterface
    interface Embedder {
        List<PromptEmbeddings> embed(List<String> prompts, Setup setup);
    }

    /**
     * The conditioning of each image.
     *
     * @param guidance how an image is guided
     * @param embedder what prompts mean that are not known yet
     */
    List<Conditioning> encode(
            List<ImageParameters> images, Function<ImageParameters, Guidance> guidance, Embedder embedder) {
        var keys = new ArrayList<PromptKey>();
        for (var image : images) {
            var adapters = loras.ofPrompts(image.setup());
            keys.add(new PromptKey(image.prompt(), adapters));
            if (guidance.apply(image) instanceof Guidance.FromPrompt(var negative)) {
                keys.add(new PromptKey(negative, adapters));
            }
        }
        var embeddings = cache.get(keys, missing -> embed(missing, embedder)).iterator();
        var conditionings = new ArrayList<Conditioning>();
        for (var image : images) {
            var positive = embeddings.next();
            conditionings.add(new Conditioning(
                    positive,
                    switch (guidance.apply(image)) {
                        case Guidance.None _ -> Optional.empty();
                        case Guidance.FromPrompt _ -> Optional.of(embeddings.next());
                        case Guidance.FromZeros _ -> Optional.of(positive.zeros());
                    }));
        }
        return conditionings;
    }

    private static List<PromptEmbeddings> embed(List<PromptKey> keys, Embedder embedder) {
        Map<List<WeightedLora>, List<PromptKey>> byAdapters = new LinkedHashMap<>();
        keys.forEach(key ->
                byAdapters.computeIfAbsent(key.loras(), _ -> new ArrayList<>()).add(key));
        var known = new HashMap<PromptKey, PromptEmbeddings>();
        byAdapters.forEach((adapters, group) -> {
            var prompts = group.stream().map(PromptKey::prompt).toList();
            var embeddings = embedder.embed(prompts, new Setup(Optional.empty(), adapters));
            for (int i = 0; i < group.size(); i++) {
                known.put(group.get(i), embeddings.get(i));
            }
        });
        return keys.stream().map(known::get).toList();
    }
}
