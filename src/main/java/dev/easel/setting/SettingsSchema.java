package dev.easel.setting;

import dev.easel.setting.KnownKeys.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON Schema of the configuration's files, by which editors complete and check them. */
public final class SettingsSchema {
    private static final String TYPE = "type";
    private static final String PROPERTIES = "properties";
    private static final String OTHERS = "additionalProperties";
    private static final String EASEL = "easel";

    private final KnownKeys keys;
    private final KeyDescriptions descriptions;

    public SettingsSchema(KnownKeys keys, KeyDescriptions descriptions) {
        this.keys = keys;
        this.descriptions = descriptions;
    }

    /** The schema of every file: each may have any of the keys, with {@code easel:} at its top or without. */
    public Map<String, Object> document() {
        var easel = keys.root().next(EASEL).orElseThrow();
        var roots = new LinkedHashMap<String, Object>();
        for (String group : easel.names.keySet()) {
            roots.put(group, Map.of("$ref", "#/definitions/easel/properties/" + group));
        }
        roots.put(EASEL, Map.of("$ref", "#/definitions/easel"));
        roots.put("quarkus", Map.of("description", "settings of Quarkus itself"));
        roots.put("mp", Map.of());
        roots.put("smallrye", Map.of());
        roots.put("config_ordinal", Map.of(TYPE, "integer", "description", "the rank of this file, 270 if absent"));
        var document = new LinkedHashMap<String, Object>();
        document.put("$schema", "http://json-schema.org/draft-07/schema#");
        document.put("title", "Easel's configuration");
        document.put(TYPE, List.of("object", "null"));
        document.put(PROPERTIES, roots);
        document.put("patternProperties", Map.of("^%", Map.of("description", "settings of one profile")));
        document.put(OTHERS, false);
        document.put("definitions", Map.of(EASEL, schema(EASEL, easel)));
        return document;
    }

    private Map<String, Object> schema(String key, Node node) {
        if (node.value.isEmpty()) {
            return group(key, node);
        }
        var schema = new LinkedHashMap<>(
                node.list ? list(node.value.get()) : node.value.get().schema());
        if (!node.names.isEmpty()) {
            schema.clear();
            schema.put("anyOf", List.of(node.value.get().schema(), group(key, node)));
        }
        descriptions.of(key).ifPresent(text -> schema.put("description", text));
        return schema;
    }

    /** A list, or its items with commas. */
    private static Map<String, Object> list(ValueType item) {
        return Map.of("anyOf", List.of(Map.of(TYPE, "array", "items", item.schema()), Map.of(TYPE, "string")));
    }

    private Map<String, Object> group(String key, Node node) {
        var properties = new LinkedHashMap<String, Object>();
        Object others = false;
        for (var child : node.names.entrySet()) {
            var schema = schema(key + "." + child.getKey(), child.getValue());
            if (child.getKey().equals("*")) {
                others = schema;
            } else {
                properties.put(child.getKey(), schema);
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put(TYPE, List.of("object", "null"));
        schema.put(PROPERTIES, properties);
        schema.put(OTHERS, others);
        return schema;
    }
}
