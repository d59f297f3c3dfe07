package dev.easel.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.onnx.Dtype;
import dev.easel.onnx.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

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
