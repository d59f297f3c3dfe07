package dev.easel.scheduler;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The default configuration of each scheduler class of diffusers, from {@code defaults.json}. */
final class SchedulerDefaults {
    private static final Map<String, Map<String, Object>> BY_CLASS = read();

    private SchedulerDefaults() {}

    /** The settings that a class knows, each with its default. */
    static Map<String, Object> of(SchedulerType type) {
        return BY_CLASS.getOrDefault(type.className(), Map.of());
    }

    private static Map<String, Map<String, Object>> read() {
        // Python writes -Infinity (lambda_min_clipped)
        var mapper = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        try (var file = SchedulerDefaults.class.getResourceAsStream("defaults.json")) {
            var defaults = new HashMap<String, Map<String, Object>>();
            mapper.readTree(file)
                    .properties()
                    .forEach(entry -> defaults.put(entry.getKey(), settings(entry.getValue())));
            return defaults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> settings(JsonNode json) {
        var settings = new HashMap<String, Object>();
        json.properties().forEach(entry -> settings.put(entry.getKey(), SchedulerConfig.value(entry.getValue())));
        return Map.copyOf(settings);
    }
}
