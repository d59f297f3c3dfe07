package dev.easel.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.onnx.Dtype;
import dev.easel.onnx.ModelException;
import dev.easel.onnx.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Token ids of awkward strings, as transformers gives them. */
class PromptTokenizerTest {
    private static final JsonNode ROWS =
            Fixtures.json(Fixtures.GOLDENS.resolve("tokenizers.json")).get("rows");
    private static final Path MODEL = Fixtures.model("tiny-random-flux-dev");

    @Test
    void clipIdsAreThoseOfTransformers() {
        try (var tokenizer = PromptTokenizer.open(new ModelFolder(MODEL, Dtype.AUTO), "tokenizer", 77)) {
            checkAll(tokenizer, "clip", 735);
        }
    }

    @Test
    void t5IdsAreThoseOfTransformers() {
        try (var tokenizer = PromptTokenizer.open(new ModelFolder(MODEL, Dtype.AUTO), "tokenizer_2", 512)) {
            checkAll(tokenizer, "t5", 0);
        }
    }

    @Test
    void clipIdsNeedOnlyVocabularyAndMerges(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("tokenizer"));
        for (String file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Files.copy(
                    MODEL.resolve("tokenizer").resolve(file),
                    folder.resolve("tokenizer").resolve(file));
        }
        try (var tokenizer = PromptTokenizer.open(new ModelFolder(folder, Dtype.AUTO), "tokenizer", 77)) {
            checkAll(tokenizer, "clip", 735);
        }
    }

    /** The library aborts the process when it finds this damage. */
    @Test
    void aDamagedDecoderIsRefused(@TempDir Path folder) {
        var damaged = ModelCopy.of(MODEL, folder);
        damaged.replace(
                "tokenizer/tokenizer.json",
                "\"trim_offsets\": true,\n    \"use_regex\"",
                "\"trim_offsets\": trud,\n    \"use");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> PromptTokenizer.open(new ModelFolder(folder, Dtype.AUTO), "tokenizer", 77))
                .withMessageContaining("tokenizer.json cannot be opened")
                .withMessageContaining("trud");
    }

    /** Unknown to the library, out of its range, no Unicode: not read at all. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"type\": \"None\"}", "7", "{\"add_prefix_space\": 1e999}", "\"\\ud800\""})
    void anotherDecoderChangesNoIds(String decoder, @TempDir Path folder) throws IOException {
        ModelCopy.of(MODEL, folder);
        var file = folder.resolve("tokenizer/tokenizer.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "(?s)\"decoder\": \\{.*?\\}", Matcher.quoteReplacement("\"decoder\": " + decoder)));
        try (var tokenizer = PromptTokenizer.open(new ModelFolder(folder, Dtype.AUTO), "tokenizer", 77)) {
            checkAll(tokenizer, "clip", 735);
        }
    }

    private static void checkAll(PromptTokenizer tokenizer, String column, long pad) {
        for (var row : ROWS) {
            long[] ids = tokenizer.encode(List.of(row.get("text").asText())).data();
            var expected = row.get(column);
            for (int i = 0; i < ids.length; i++) {
                long id = i < expected.size() ? expected.get(i).asLong() : pad;
                assertThat(ids[i]).as("%s, token %d", row.get("text"), i).isEqualTo(id);
            }
        }
    }
}
