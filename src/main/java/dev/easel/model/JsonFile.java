package dev.easel.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A JSON object in a model folder, read key by key. A missing value or one of the wrong type is reported with file and key.
 *
 * @param path the file
 * @param root its content
 */
public record JsonFile(Path path, JsonNode root) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Python writes them, and schedulers use them (lambda_min_clipped)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /**
     * Reads a file.
     *
     * @throws ModelException if it is missing or not a JSON object
     */
    public static JsonFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ModelException(path, "is missing", "a JSON file of the Hugging Face Optimum layout");
        }
        try {
            var root = MAPPER.readTree(path.toFile());
            if (!root.isObject()) {
                throw new ModelException(path, "is not a JSON object", "a JSON object");
            }
            return new JsonFile(path, root);
        } catch (JsonProcessingException e) {
            throw new ModelException(path, "is not valid JSON (" + e.getOriginalMessage() + ")", "a JSON object", e);
        } catch (IOException e) {
            throw new ModelException(path, "cannot be read (" + e.getMessage() + ")", "a readable file", e);
        }
    }

    /** Whether a key has a value other than null. */
    public boolean has(String key) {
        return root.hasNonNull(key);
    }

    /** A text. */
    public String text(String key) {
        return require(key, root.path(key).isTextual(), "a text").asText();
    }

    /** An integer that fits an {@code int}. */
    public int integer(String key) {
        return require(key, isInt(root.path(key)), "an integer").asInt();
    }

    /** An integer of at least 1 that fits an {@code int}. */
    public int positiveInteger(String key) {
        var value = root.path(key);
        return require(key, isInt(value) && value.asInt() > 0, "a positive integer")
                .asInt();
    }

    /** The number of elements of an array, at least 1. */
    public int length(String key) {
        var value = root.path(key);
        return require(key, value.isArray() && !value.isEmpty(), "an array with elements")
                .size();
    }

    /** A finite number. */
    public double number(String key) {
        var value = root.path(key);
        return require(key, value.isNumber() && Double.isFinite(value.asDouble()), "a number")
                .asDouble();
    }

    /** A number, if the key has a value other than null. */
    public OptionalDouble optionalNumber(String key) {
        return has(key) ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
    }

    /** A boolean; false where the key is missing, as in Hugging Face's configurations. */
    public boolean flag(String key) {
        return root.path(key).asBoolean(false);
    }

    private static boolean isInt(JsonNode value) {
        return value.canConvertToExactIntegral() && value.canConvertToInt();
    }

    private JsonNode require(String key, boolean holds, String expectation) {
        if (!holds) {
            String found = root.has(key) ? "has '" + key + "': " + root.get(key) : "has no '" + key + "'";
            throw new ModelException(path, found, expectation);
        }
        return root.path(key);
    }
}
