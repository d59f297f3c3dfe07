package dev.easel.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.fixtures.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file of a model folder with a random change by a seed.
 */
final class ModelMutant {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1",
            "3",
            "64",
            "1e-300",
            "1e300",
            "2147483647",
            "2147483648",
            "99999999999999999999",
            "0.5",
            "\"\"",
            "\"none\"",
            "\"../..\"",
            "[]",
            "[1, 2]",
            "[[]]",
            "{}",
            "{\"a\": 1}");

    private final Path file;
    private final byte[] original;
    private final byte[] content;
    private final String description;

    private ModelMutant(Path file, byte[] original, byte[] content, String description) {
        this.file = file;
        this.original = original;
        this.content = content;
        this.description = description;
    }

    /** Changes the file. */
    void damage() throws IOException {
        Files.write(file, content);
    }

    /** Restores the file. */
    void repair() throws IOException {
        Files.write(file, original);
    }

    @Override
    public String toString() {
        return description;
    }

    static ModelMutant of(Path model, long seed) {
        var random = new Random(seed);
        var files = files(model);
        var settings = files.stream().filter(ModelMutant::isConfiguration).toList();
        var some = random.nextBoolean() ? settings : files;
        var file = some.get(random.nextInt(some.size()));
        byte[] original = Fixtures.bytes(file);
        var name = model.relativize(file).toString();
        if (random.nextInt(6) == 0) {
            int kept = random.nextInt(original.length + 1);
            return new ModelMutant(file, original, Arrays.copyOf(original, kept), name + " cut to " + kept);
        } else if (isConfiguration(file)) {
            return ofJson(file, name, original, random);
        }
        return flipped(file, name, original, random);
    }

    private static boolean isConfiguration(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.equals("model_index.json") || name.endsWith("config.json");
    }

    private static ModelMutant ofJson(Path file, String name, byte[] original, Random random) {
        var root = Fixtures.json(file);
        var places = new ArrayList<ObjectNode>();
        collect(root, places);
        var place = places.get(random.nextInt(places.size()));
        var keys = new ArrayList<String>();
        place.fieldNames().forEachRemaining(keys::add);
        var key = keys.get(random.nextInt(keys.size()));
        var value = VALUES.get(random.nextInt(VALUES.size()));
        if (random.nextInt(5) == 0) {
            place.remove(key);
            return new ModelMutant(
                    file, original, root.toString().getBytes(StandardCharsets.UTF_8), name + " without " + key);
        }
        try {
            place.set(key, JSON.readTree(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelMutant(
                file, original, root.toString().getBytes(StandardCharsets.UTF_8), name + " with " + key + " " + value);
    }

    /** Objects that have keys. */
    private static void collect(JsonNode node, List<ObjectNode> places) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            places.add(object);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(child -> collect(child, places));
        }
    }

    private static ModelMutant flipped(Path file, String name, byte[] original, Random random) {
        byte[] content = original.clone();
        int bits = 1 + random.nextInt(4);
        var places = new ArrayList<Integer>();
        for (int i = 0; i < bits; i++) {
            // graphs begin with their structure, and most of each are weights
            int place = random.nextInt(random.nextBoolean() ? content.length : content.length / 8 + 1);
            content[place] ^= (byte) (1 << random.nextInt(8));
            places.add(place);
        }
        return new ModelMutant(file, original, content, name + " with bits flipped at " + places);
    }

    private static List<Path> files(Path model) {
        try (var files = Files.walk(model)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
