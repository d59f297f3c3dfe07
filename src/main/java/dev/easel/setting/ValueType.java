package dev.easel.setting;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a key takes.
 *
 * @param words for people
 * @param schema as a JSON Schema
 */
record ValueType(String words, Map<String, Object> schema) {
    private static final String TYPE = "type";
    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class, OptionalInt.class, OptionalLong.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(float.class, Float.class, double.class, Double.class, OptionalDouble.class);

    static ValueType of(Class<?> type) {
        if (WHOLE.contains(type)) {
            return new ValueType("a whole number", orExpression(Map.of(TYPE, "integer")));
        }
        if (NUMBERS.contains(type)) {
            return new ValueType("a number", orExpression(Map.of(TYPE, "number")));
        }
        if (type == boolean.class || type == Boolean.class) {
            return new ValueType("true or false", orExpression(Map.of(TYPE, "boolean")));
        }
        if (type == MemorySize.class) {
            return measure("a size such as 512K, 10M or 1G", "^[0-9]+[BbKkMmGgTtPpEeZzYy]?$");
        }
        if (type == Duration.class) {
            return measure(
                    "a time such as 500ms, 30s, 10m or 24h",
                    "^([-+]?[0-9]+(ms|[dD])?|([-+]?[0-9]+([.][0-9]+)?[hmsHMS])+|[-+]?[pP].+)$");
        }
        return type.isEnum()
                ? choice(type)
                : new ValueType("text", Map.of(TYPE, List.of("string", "number", "boolean")));
    }

    private static ValueType measure(String words, String pattern) {
        return new ValueType(words, orExpression(Map.of(TYPE, List.of("integer", "string"), "pattern", pattern)));
    }

    private static ValueType choice(Class<?> type) {
        var names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
        return new ValueType("one of " + String.join(", ", names), orExpression(Map.of("enum", names)));
    }

    /** A value may be taken from the environment: <code>${NAME:default}</code>. */
    private static Map<String, Object> orExpression(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of(TYPE, "string", "pattern", "[$][{]")));
    }
}
