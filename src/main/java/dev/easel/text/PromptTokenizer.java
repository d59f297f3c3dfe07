package dev.easel.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.model.JsonFile;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.tensor.LongTensor;
import dev.easel.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns prompts into rows of token ids of one length: truncated so that the closing special tokens survive, padded on
 * the right. Thread-safe.
 */
public final class PromptTokenizer implements AutoCloseable {
    static {
        // otherwise the library downloads a CUDA build of itself if there is a GPU
        System.setProperty("ai.djl.offline", "true");
    }

    private static final JsonFactory JSON = new JsonFactory();

    private final HuggingFaceTokenizer tokenizer;
    private final int length;
    private final long padId;

    private PromptTokenizer(HuggingFaceTokenizer tokenizer, int length, long padId) {
        this.tokenizer = tokenizer;
        this.length = length;
        this.padId = padId;
    }

    /** Loads the tokenizers' native library, unless it is loaded. The first tokenizer needs it. */
    public static void loadLibrary() {
        LibUtils.checkStatus();
    }

    /**
     * Opens a component's {@code tokenizer.json}, or builds one from {@code vocab.json} and {@code merges.txt}, as in
     * CLIP folders.
     *
     * @param longest the most tokens a row may have; {@code model_max_length} of {@code tokenizer_config.json} lowers
     *     it
     * @throws ModelException if a file is missing or cannot be read
     */
    public static PromptTokenizer open(ModelFolder folder, String component, int longest) {
        var config = JsonFile.read(folder.file(component, "tokenizer_config.json"));
        int length = (int) Math.min(longest, config.number("model_max_length"));
        var special = SpecialTokens.read(folder, component, config);
        Path file = folder.file(component, "tokenizer.json");
        // from a stream, never by name: a name would be looked up on the Hub
        try (var json = Files.exists(file)
                ? Files.newInputStream(file)
                : ClipVocabulary.tokenizerJson(folder, component, special)) {
            var tokenizer = open(json, length);
            requireRoom(config, tokenizer, length);
            long[] pad = tokenizer.encode(special.padToken(), false, false).getIds();
            if (pad.length != 1) {
                throw new ModelException(config.path(), "has a pad_token of " + pad.length + " tokens", "one token");
            }
            return new PromptTokenizer(tokenizer, length, pad[0]);
        } catch (IOException | RuntimeException e) {
            throw e instanceof ModelException model
                    ? model
                    : new ModelException(file, "cannot be opened (" + e.getMessage() + ")", "a tokenizer.json", e);
        }
    }

    private static HuggingFaceTokenizer open(InputStream json, int length) throws IOException {
        // the native library parses its copy of the text
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(withoutDecoder(json)),
                Map.of(
                        "truncation",
                        "true",
                        "maxLength",
                        Integer.toString(length),
                        "modelMaxLength",
                        Integer.toString(length),
                        "padding",
                        "false"));
    }

    /**
     * The file without its decoder, in proper JSON: ids are never decoded, and the library aborts the process if the
     * decoder is damaged.
     */
    private static byte[] withoutDecoder(InputStream json) throws IOException {
        var proper = new ByteArrayOutputStream();
        try (var parser = JSON.createParser(json);
                var generator = JSON.createGenerator(proper)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it holds no JSON object");
            }
            generator.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("decoder")) {
                    parser.skipChildren();
                } else {
                    generator.writeFieldName(field);
                    generator.copyCurrentStructure(parser);
                }
            }
            generator.writeEndObject();
        }
        return proper.toByteArray();
    }

    private static void requireRoom(JsonFile config, HuggingFaceTokenizer tokenizer, int length) {
        int least = Math.max(1, tokenizer.encode("").getIds().length);
        if (length < least) {
            throw new ModelException(
                    config.path(),
                    "leaves a prompt " + length + " tokens",
                    "a model_max_length, and an easel.model.max_sequence_length, of at least " + least);
        }
    }

    /** The number of tokens of each row. */
    public int length() {
        return length;
    }

    /** Token ids, int64 [prompts, length]. */
    public LongTensor encode(List<String> prompts) {
        var ids = new long[prompts.size() * length];
        Arrays.fill(ids, padId);
        for (int row = 0; row < prompts.size(); row++) {
            long[] tokens = tokens(prompts.get(row));
            System.arraycopy(tokens, 0, ids, row * length, tokens.length);
        }
        return LongTensor.of(Shape.of(prompts.size(), length), ids);
    }

    /** The ids of one text, truncated and not padded. */
    public long[] tokens(String text) {
        return tokenizer.encode(text).getIds();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
