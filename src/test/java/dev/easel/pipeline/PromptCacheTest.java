package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PromptCacheTest {
    /** One prompt of one character with its 23 + 2 floats of 4 bytes. */
    private static final int ENTRY = 2 + 25 * 4;

    private final List<List<String>> encoded = new ArrayList<>();

    @Test
    void encodesEachUnknownPromptOnceAndTogether() {
        var cache = new PromptCache(100 * ENTRY);
        get(cache, "a", "b", "a", "");
        get(cache, "b", "c", "", "c", "d");
        get(cache, "d", "a");
        assertThat(encoded).containsExactly(List.of("a", "b", ""), List.of("c", "d"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, ENTRY - 1, ENTRY, 2 * ENTRY})
    void answersRightWhateverItCanKeep(int bytes) {
        var cache = new PromptCache(bytes);
        for (int i = 0; i < 3; i++) {
            get(cache, "a", "b", "c", "a", "d");
            get(cache, "d", "e", "a");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, ENTRY - 1})
    void keepsNothingThatIsLargerThanItself(int bytes) {
        var cache = new PromptCache(bytes);
        get(cache, "a", "a");
        get(cache, "a");
        assertThat(encoded).containsExactly(List.of("a"), List.of("a"));
    }

    @Test
    void keepsNoMoreThanItsBytes() {
        var cache = new PromptCache(10 * ENTRY + ENTRY / 2);
        var prompts = IntStream.range(0, 26)
                .mapToObj(i -> Character.toString('a' + i))
                .toArray(String[]::new);
        get(cache, prompts);
        encoded.clear();
        // those that are there are found first, so asking for all at once tells how many there are
        get(cache, prompts);
        assertThat(encoded.getFirst()).hasSize(16);
    }

    @Test
    void forgetsWhatWasUsedLeastRecently() {
        var cache = new PromptCache(2 * ENTRY);
        get(cache, "a");
        get(cache, "b");
        get(cache, "a");
        get(cache, "c");
        encoded.clear();
        get(cache, "a", "c", "b");
        assertThat(encoded).containsExactly(List.of("b"));
    }

    /** Asks the cache, and checks that each prompt has what belongs to it. */
    private void get(PromptCache cache, String... prompts) {
        var keys = Stream.of(prompts)
                .map(prompt -> new PromptKey(prompt, List.of()))
                .toList();
        var embeddings = cache.get(keys, missing -> {
            var texts = missing.stream().map(PromptKey::prompt).toList();
            encoded.add(texts);
            return texts.stream().map(PromptCacheTest::embeddings).toList();
        });
        assertThat(embeddings)
                .isEqualTo(List.of(prompts).stream()
                        .map(PromptCacheTest::embeddings)
                        .toList());
    }

    private static PromptEmbeddings embeddings(String prompt) {
        var sequence = FloatTensor.zeros(1, 23);
        sequence.data()[0] = prompt.hashCode();
        return new PromptEmbeddings(sequence, FloatTensor.vector(prompt.length(), 1));
    }
}
