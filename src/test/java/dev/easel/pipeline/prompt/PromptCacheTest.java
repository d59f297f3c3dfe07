package dev.easel.pipeline.prompt;

import dev.easel.lora.LoraStack;
import dev.easel.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PromptCacheTest {
    /** One prompt of one character with its 23 + 2 floats of 4 bytes. */
    private static final int ENTRY = 2 + 25 * 4;

    @Test
    void returnsTheEmbeddingsOfKnownPromptsOnly() {
        var cache = new PromptCache(100 * ENTRY);
        put(cache, "a", "b", "");
        assertThat(known(cache, "a", "", "c")).containsExactly("a", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, ENTRY - 1})
    void keepsNothingThatIsLargerThanTheBound(int bytes) {
        var cache = new PromptCache(bytes);
        put(cache, "a");
        assertThat(known(cache, "a")).isEmpty();
    }

    @Test
    void keepsNoMoreThanItsBytes() {
        var cache = new PromptCache(10 * ENTRY + ENTRY / 2);
        var prompts = IntStream.range(0, 26)
                .mapToObj(i -> Character.toString('a' + i))
                .toArray(String[]::new);
        put(cache, prompts);
        assertThat(known(cache, prompts)).hasSize(10);
    }

    @Test
    void evictsTheLeastRecentlyUsed() {
        var cache = new PromptCache(2 * ENTRY);
        put(cache, "a", "b");
        assertThat(known(cache, "a")).containsExactly("a");
        put(cache, "c");
        assertThat(known(cache, "a", "b", "c")).containsExactly("a", "c");
    }

    private static void put(PromptCache cache, String... prompts) {
        Stream.of(prompts).forEach(prompt -> cache.put(key(prompt), embeddings(prompt)));
    }

    /** The prompts that the cache knows, checked to have their own embeddings. */
    private static List<String> known(PromptCache cache, String... prompts) {
        var found = cache.get(Stream.of(prompts).map(PromptCacheTest::key).toList());
        found.forEach((key, embeddings) -> assertThat(embeddings).isEqualTo(embeddings(key.prompt())));
        return Stream.of(prompts)
                .filter(prompt -> found.containsKey(key(prompt)))
                .toList();
    }

    private static PromptKey key(String prompt) {
        return new PromptKey(prompt, new LoraStack(List.of()));
    }

    private static PromptEmbeddings embeddings(String prompt) {
        var sequence = FloatTensor.zeros(1, 23);
        sequence.data()[0] = prompt.hashCode();
        return new PromptEmbeddings(sequence, Optional.of(FloatTensor.vector(prompt.length(), 1)));
    }
}
