package dev.easel.pipeline;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The embeddings of prompts that may come again, within a bound in bytes; what was used least recently goes first. An
 * entry above the bound is not kept. Used by one thread, the pipeline's.
 *
 * <p>Recency and not frequency decides, as prompts come again in a row, while someone works on one. Caffeine, which turns
 * away what a full cache sees for the first time, encoded a prompt that was asked for twice in a row half again as often.
 */
final class PromptCache {
    private final long bound;
    private final Map<PromptKey, PromptEmbeddings> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * An empty cache.
     *
     * @param bytes the most that it keeps; 0 for none
     */
    PromptCache(long bytes) {
        this.bound = bytes;
    }

    /**
     * The embeddings of each prompt, in order.
     *
     * @param encodeMissing is given each prompt that is not known, once, if there are any; returns one result for each
     */
    List<PromptEmbeddings> get(
            List<PromptKey> prompts, Function<List<PromptKey>, List<PromptEmbeddings>> encodeMissing) {
        // the answer is made of this map, since the cache may drop what it has just been given
        var known = new HashMap<PromptKey, PromptEmbeddings>();
        prompts.forEach(prompt -> Optional.ofNullable(kept.get(prompt)).ifPresent(found -> known.put(prompt, found)));
        var missing = prompts.stream()
                .distinct()
                .filter(prompt -> !known.containsKey(prompt))
                .toList();
        if (!missing.isEmpty()) {
            var encoded = encodeMissing.apply(missing);
            for (int i = 0; i < missing.size(); i++) {
                known.put(missing.get(i), encoded.get(i));
                keep(missing.get(i), encoded.get(i));
            }
        }
        return prompts.stream().map(known::get).toList();
    }

    private void keep(PromptKey prompt, PromptEmbeddings embeddings) {
        long more = bytes(prompt, embeddings);
        if (more > bound) {
            return;
        }
        var oldest = kept.entrySet().iterator();
        while (bytes + more > bound) {
            var entry = oldest.next();
            bytes -= bytes(entry.getKey(), entry.getValue());
            oldest.remove();
        }
        kept.put(prompt, embeddings);
        bytes += more;
    }

    private static long bytes(PromptKey prompt, PromptEmbeddings embeddings) {
        long text = (long) prompt.prompt().length() * Character.BYTES;
        long floats = (long) embeddings.promptEmbeds().data().length
                + embeddings
                        .pooledPromptEmbeds()
                        .map(vector -> vector.data().length)
                        .orElse(0);
        return text + floats * Float.BYTES;
    }
}
