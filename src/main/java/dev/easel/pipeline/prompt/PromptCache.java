package dev.easel.pipeline.prompt;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The embeddings of recent prompts, within a bound in bytes; the least recently used are evicted first. An entry above
 * the bound is not kept. Used by one thread, the pipeline's.
 *
 * <p>Recency and not frequency decides, as prompts tend to come again in a row, while a user works on one. Caffeine,
 * which rejects what a full cache sees for the first time, encoded a prompt that was repeated at once half again as
 * often.
 */
public final class PromptCache {
    private final long bound;
    private final Map<PromptKey, PromptEmbeddings> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * An empty cache.
     *
     * @param bytes the most that it keeps; 0 for none
     */
    public PromptCache(long bytes) {
        this.bound = bytes;
    }

    /** The embeddings of those of the prompts that are in the cache. */
    public Map<PromptKey, PromptEmbeddings> get(Collection<PromptKey> prompts) {
        var known = new HashMap<PromptKey, PromptEmbeddings>();
        prompts.forEach(prompt -> Optional.ofNullable(kept.get(prompt)).ifPresent(found -> known.put(prompt, found)));
        return known;
    }

    /** Keeps the embeddings of a prompt that is not in the cache. */
    public void put(PromptKey prompt, PromptEmbeddings embeddings) {
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
