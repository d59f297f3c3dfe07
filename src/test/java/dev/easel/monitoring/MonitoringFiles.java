package dev.easel.monitoring;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the dashboard and the alerts of {@code knative/monitoring}. */
public final class MonitoringFiles {
    static final YAMLMapper YAML = new YAMLMapper();
    private static final Path FOLDER = Path.of("knative/monitoring");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MonitoringFiles() {}

    static JsonNode dashboard() {
        return read(JSON, "dashboard.json");
    }

    static JsonNode alerts() {
        return read(YAML, "alerts.yaml");
    }

    static List<JsonNode> rules() {
        return alerts().at("/spec/groups").findParents("alert");
    }

    private static JsonNode read(ObjectMapper mapper, String file) {
        try {
            return mapper.readTree(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> panels() {
        return StreamSupport.stream(dashboard().path("panels").spliterator(), false);
    }

    /** The expressions of all panels with Grafana's variables replaced, by panel title and query letter. */
    static Map<String, String> panelExpressions() {
        var expressions = new TreeMap<String, String>();
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> expressions.put(
                        panel.path("title").asText() + " "
                                + target.path("refId").asText(),
                        target.path("expr")
                                .asText()
                                .replace("$__rate_interval", "5m")
                                .replaceAll("\\$\\w+", ".*"))));
        return expressions;
    }

    /** The expressions of all panels and alerts, by name. */
    public static Map<String, String> expressions() {
        var expressions = new TreeMap<>(panelExpressions());
        rules().forEach(rule ->
                expressions.put(rule.path("alert").asText(), rule.path("expr").asText()));
        return expressions;
    }
}
