package dev.easel.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.easel.model.JsonFile;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The special tokens that a component declares. In a text they stand for themselves and are never split.
 *
 * @param config {@code tokenizer_config.json}
 * @param pad the {@code pad_token}: the token itself or an {@code AddedToken} of transformers
 */
record SpecialTokens(JsonFile config, JsonNode pad) {
    private static final String PAD = "pad_token";

    /**
     * Reads {@code pad_token} of {@code tokenizer_config.json}, or of {@code special_tokens_map.json} if that has
     * none.
     *
     * @throws ModelException if neither has it
     */
    static SpecialTokens read(ModelFolder folder, String component, JsonFile config) {
        var map = folder.file(component, "special_tokens_map.json");
        var source = !config.has(PAD) && Files.isRegularFile(map) ? JsonFile.read(map) : config;
        var pad = source.root().path(PAD);
        if (!textOf(pad).isTextual()) {
            throw new ModelException(
                    source.path(),
                    pad.isMissingNode() ? "has no '" + PAD + "'" : "has '" + PAD + "': " + pad,
                    "a text, or an object with the text as 'content'");
        }
        return new SpecialTokens(config, pad);
    }

    /** The token that pads rows. */
    String padToken() {
        return textOf(pad).asText();
    }

    /**
     * The settings of each token by its text: those named here, those of {@code added_tokens_decoder}, and the pad
     * token. A token without settings has a missing node.
     */
    Map<String, JsonNode> with(String... others) {
        var tokens = new LinkedHashMap<String, JsonNode>();
        for (String token : others) {
            tokens.put(token, MissingNode.getInstance());
        }
        tokens.put(padToken(), pad);
        declared().forEach(entry -> tokens.put(text(entry.getValue()), entry.getValue()));
        return tokens;
    }

    /**
     * The id of a token in {@code added_tokens_decoder}.
     *
     * @throws ModelException if it has none
     */
    int id(String token) {
        return declared().stream()
                .filter(entry -> text(entry.getValue()).equals(token))
                .map(Map.Entry::getKey)
                .filter(id -> id.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        config.path(),
                        "has the special token '" + token + "' without an id",
                        "it in vocab.json, or in 'added_tokens_decoder' under its id"));
    }

    private Set<Map.Entry<String, JsonNode>> declared() {
        return config.root().path("added_tokens_decoder").properties();
    }

    private String text(JsonNode token) {
        if (!token.path("content").isTextual()) {
            throw new ModelException(
                    config.path(), "has in 'added_tokens_decoder': " + token, "an object with the text as 'content'");
        }
        return token.path("content").asText();
    }

    private static JsonNode textOf(JsonNode token) {
        return token.isObject() ? token.path("content") : token;
    }
}
