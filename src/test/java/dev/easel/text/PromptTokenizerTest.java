package dev.easel.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.Npy;
import dev.easel.model.Dtype;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Token ids of awkward strings, as in transformers. */
class PromptTokenizerTest {
    private static final JsonNode ROWS =
            Fixtures.json(Fixtures.GOLDENS.resolve("tokenizers.json")).get("rows");
    private static final Path MODEL = Fixtures.model("tiny-random-flux-dev");
    private static final Path SDXL = Fixtures.model("tiny-random-sdxl-turbo");

    @Test
    void clipIdsEqualThoseOfTransformers() {
        try (var tokenizer = PromptTokenizer.open(new ModelFolder(MODEL, Dtype.AUTO), "tokenizer", 77)) {
            checkAll(tokenizer, "clip", 735);
        }
    }

    @Test
    void t5IdsEqualThoseOfTransformers() {
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

    /** SDXL's second tokenizer pads with "!", which is the same token in a prompt. Every way a folder can declare it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'added_tokens_decoder': null",
                "'added_tokens_decoder': null, 'pad_token': {'__type': 'AddedToken', 'content': '!', 'special': true}",
                "'added_tokens_decoder': null, 'pad_token': null",
                "'pad_token': null",
                "'added_tokens_decoder': {'736': {'content': '<cat-toy>', 'special': false}}"
            })
    void aPaddingTokenIsSpecialWithoutTokenizerJsonToo(String changes, @TempDir Path folder) throws IOException {
        ModelCopy.of(SDXL, folder).delete("tokenizer_2/tokenizer.json");
        change(folder.resolve("tokenizer_2/tokenizer_config.json"), changes);
        try (var tokenizer = PromptTokenizer.open(new ModelFolder(folder, Dtype.AUTO), "tokenizer_2", 77)) {
            checkAll(tokenizer, "clip2", 0);
        }
    }

    private static void change(Path file, String changes) throws IOException {
        var json = new JsonMapper();
        var config = (ObjectNode) json.readTree(Files.readString(file));
        config.setAll((ObjectNode) json.readTree("{" + changes.replace('\'', '"') + "}"));
        Files.writeString(file, json.writeValueAsString(config));
    }

    @Test
    void idsOfRecordedCallsNeedOnlyVocabularyAndMerges(@TempDir Path folder) {
        var copy = ModelCopy.of(SDXL, folder);
        copy.delete("tokenizer/tokenizer.json");
        copy.delete("tokenizer_2/tokenizer.json");
        var model = new ModelFolder(folder, Dtype.AUTO);
        try (var first = PromptTokenizer.open(model, "tokenizer", 77);
                var second = PromptTokenizer.open(model, "tokenizer_2", 77)) {
            for (var call : Fixtures.folders(Fixtures.GOLDENS.resolve("tiny-random-sdxl-turbo"))) {
                var prompts = prompts(call);
                assertThat(first.encode(prompts).data()).as("%s", call).isEqualTo(ids(call, "input_ids.npy"));
                assertThat(second.encode(prompts).data()).as("%s", call).isEqualTo(ids(call, "input_ids_2.npy"));
            }
        }
    }

    private static long[] ids(Path call, String name) {
        return Npy.longs(call.resolve(name)).data();
    }

    private static List<String> prompts(Path call) {
        var prompts = new ArrayList<String>();
        Fixtures.json(call.resolve("case.json")).get("prompts").forEach(prompt -> prompts.add(prompt.asText()));
        return prompts;
    }

    @Test
    void aPaddingTokenWithoutAnIdIsRefused(@TempDir Path folder) throws IOException {
        ModelCopy.of(SDXL, folder).delete("tokenizer_2/tokenizer.json");
        change(folder.resolve("tokenizer_2/tokenizer_config.json"), "'pad_token': '<nowhere>'");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> PromptTokenizer.open(new ModelFolder(folder, Dtype.AUTO), "tokenizer_2", 77))
                .withMessageContaining("tokenizer_config.json has the special token '<nowhere>' without an id");
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
