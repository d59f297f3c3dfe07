package dev.easel.pipeline;

import dev.easel.lora.LoraStack;
import dev.easel.pipeline.prompt.Conditioning;
import dev.easel.pipeline.prompt.Guidance;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import dev.easel.pipeline.prompt.PromptKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

/**
 * Encodes the prompts of images.
 *
 * @param parts the model, which has a cache of embeddings
 * @param family embeds prompts
 */
record Prompts(ModelParts parts, Family<?> family) {

    /** The conditioning of each image. */
    List<Conditioning> encode(List<ImageParameters> images) {
        var keys = new LinkedHashSet<PromptKey>();
        for (var image : images) {
            keys.add(key(image, image.prompt()));
            if (family.guidance(image) instanceof Guidance.FromPrompt(var negative)) {
                keys.add(key(image, negative));
            }
        }
        var embeddings = embeddings(keys);
        return images.stream().map(image -> conditioning(image, embeddings)).toList();
    }

    private PromptKey key(ImageParameters image, String prompt) {
        return new PromptKey(prompt, parts.loras().promptStack(image.setup()));
    }

    /** Embeds the prompts that the cache does not have, in one pass per encoder and set of LoRAs. */
    private Map<PromptKey, PromptEmbeddings> embeddings(SequencedSet<PromptKey> keys) {
        var known = parts.cache().get(keys);
        Map<LoraStack, List<PromptKey>> missing = keys.stream()
                .filter(key -> !known.containsKey(key))
                .collect(groupingBy(PromptKey::loras, LinkedHashMap::new, toList()));
        missing.forEach((loras, group) -> {
            var embedded = family.embed(group.stream().map(PromptKey::prompt).toList(), loras);
            requireFinite(embedded);
            for (int i = 0; i < group.size(); i++) {
                known.put(group.get(i), embedded.get(i));
                parts.cache().put(group.get(i), embedded.get(i));
            }
        });
        return known;
    }

    private Conditioning conditioning(ImageParameters image, Map<PromptKey, PromptEmbeddings> embeddings) {
        var positive = Objects.requireNonNull(embeddings.get(key(image, image.prompt())));
        return new Conditioning(
                positive,
                switch (family.guidance(image)) {
                    case Guidance.None _ -> Optional.empty();
                    case Guidance.FromPrompt(var negative) -> Optional.ofNullable(embeddings.get(key(image, negative)));
                    case Guidance.FromZeros _ -> Optional.of(positive.zeros());
                });
    }

    private void requireFinite(List<PromptEmbeddings> embeddings) {
        if (!embeddings.stream().allMatch(PromptEmbeddings::isFinite)) {
            parts.host().reportUnusable("text_encoder");
            throw new UnusableNumbersException(
                    "the output of a text encoder is not finite; a float32 graph of it would help");
        }
    }
}
