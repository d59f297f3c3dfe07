package dev.easel.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The embeddings of prompts that may come again, within a bound in bytes. What was used lately and often stays. An entry
 * above the bound is not kept. Used by one thread, the pipeline's.
 */
final class PromptCache {
    private final Cache<String, PromptEmbeddings> cache;

    /**
     * An empty cache.
     *
     * @param bytes the most that it keeps; 0 for none
     */
    PromptCache(long bytes) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher(PromptCache::bytes)
                // evict at once and here, not later in the common pool
                .executor(Runnable::run)
                .build();
    }

    /**
     * The embeddings of each prompt, in order.
     *
     * @param encodeMissing is given each prompt that is not known, once, if there are any; returns one result for each
     */
    List<PromptEmbeddings> get(List<String> prompts, Function<List<String>, List<PromptEmbeddings>> encodeMissing) {
        // the answer is made of this map, since the cache may drop what it has just been given
        Map<String, PromptEmbeddings> known = new HashMap<>(cache.getAllPresent(prompts));
        var missing = prompts.stream()
                .distinct()
                .filter(prompt -> !known.containsKey(prompt))
                .toList();
        if (!missing.isEmpty()) {
            var encoded = encodeMissing.apply(missing);
            for (int i = 0; i < missing.size(); i++) {
                known.put(missing.get(i), encoded.get(i));
                cache.put(missing.get(i), encoded.get(i));
            }
        }
        return prompts.stream().map(known::get).toList();
    }

    private static int bytes(String prompt, PromptEmbeddings embeddings) {
        long text = (long) prompt.length() * Character.BYTES;
        long floats = (long) embeddings.promptEmbeds().data().length
                + embeddings.pooledPromptEmbeds().data().length;
        return Math.clamp(text + floats * Float.BYTES, 0, Integer.MAX_VALUE);
    }
}
