package dev.easel.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.model.JsonFile;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CLIP's {@code tokenizer.json} for folders that have only {@code vocab.json} and {@code merges.txt}.
 *
 * <p>Source: {@code CLIPConverter} of Hugging Face transformers.
 */
final class ClipVocabulary {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";
    private static final String WORDS =
            "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

    private static final String EXPECTED = "tokenizer.json, or vocab.json with merges.txt";

    private ClipVocabulary() {}

    static InputStream tokenizerJson(ModelFolder folder, String component, SpecialTokens special) throws IOException {
        Path file = folder.file(component, "vocab.json");
        if (!Files.isRegularFile(file)) {
            throw new ModelException(folder.file(component, "tokenizer.json"), "is missing", EXPECTED);
        }
        var vocabulary = JsonFile.read(file);
        var root = MAPPER.createObjectNode().put("version", "1.0");
        root.set("added_tokens", addedTokens(vocabulary, special));
        root.set("normalizer", normalizer());
        root.set("pre_tokenizer", preTokenizer());
        root.set("post_processor", postProcessor(vocabulary));
        root.set("model", model(vocabulary, folder.file(component, "merges.txt")));
        return new ByteArrayInputStream(MAPPER.writeValueAsBytes(root));
    }

    private static ArrayNode addedTokens(JsonFile vocabulary, SpecialTokens special) {
        var tokens = MAPPER.createArrayNode();
        special.with(START, END)
                .forEach((token, settings) -> tokens.addObject()
                        .put("id", vocabulary.has(token) ? vocabulary.integer(token) : special.id(token))
                        .put("content", token)
                        .put("single_word", settings.path("single_word").asBoolean(false))
                        .put("lstrip", settings.path("lstrip").asBoolean(false))
                        .put("rstrip", settings.path("rstrip").asBoolean(false))
                        .put("normalized", settings.path("normalized").asBoolean(false))
                        .put("special", true));
        return tokens;
    }

    private static ObjectNode normalizer() {
        var sequence = MAPPER.createObjectNode().put("type", "Sequence");
        var steps = sequence.putArray("normalizers");
        steps.addObject().put("type", "NFC");
        steps.addObject().put("type", "Replace").put("content", " ").set("pattern", regex("\\s+"));
        steps.addObject().put("type", "Lowercase");
        return sequence;
    }

    private static ObjectNode preTokenizer() {
        var sequence = MAPPER.createObjectNode().put("type", "Sequence");
        var steps = sequence.putArray("pretokenizers");
        steps.addObject()
                .put("type", "Split")
                .put("behavior", "Removed")
                .put("invert", true)
                .set("pattern", regex(WORDS));
        steps.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
        return sequence;
    }

    private static JsonNode regex(String pattern) {
        return MAPPER.createObjectNode().put("Regex", pattern);
    }

    private static ObjectNode postProcessor(JsonFile vocabulary) {
        var processor = MAPPER.createObjectNode()
                .put("type", "RobertaProcessing")
                .put("trim_offsets", false)
                .put("add_prefix_space", false);
        processor.putArray("sep").add(END).add(vocabulary.integer(END));
        processor.putArray("cls").add(START).add(vocabulary.integer(START));
        return processor;
    }

    private static ObjectNode model(JsonFile vocabulary, Path merges) throws IOException {
        if (!Files.isRegularFile(merges)) {
            throw new ModelException(merges, "is missing", EXPECTED);
        }
        var model = MAPPER.createObjectNode()
                .put("type", "BPE")
                .put("unk_token", END)
                .put("continuing_subword_prefix", "")
                .put("end_of_word_suffix", "</w>")
                .put("fuse_unk", false)
                .put("byte_fallback", false);
        model.set("vocab", vocabulary.root());
        var pairs = model.putArray("merges");
        Files.readAllLines(merges).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#version"))
                .forEach(pairs::add);
        return model;
    }
}
