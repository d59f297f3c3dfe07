package dev.easel.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of the packaged service as JSON, when its environment asks for it. */
class JsonLogIT {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    private Path folder;

    @Test
    void everyLineIsAnObjectFromTheStartToTheStop() throws Exception {
        var environment = Map.of(
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true",
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_TRACES_SAMPLER", "always_off");
        try (var service = new PackagedService(folder, environment)) {
            service.awaitReady();
            assertThat(post(service, "drawn-1", Service.quick("my secret unicorn")))
                    .isEqualTo(200);
            assertThat(post(service, "refused-1", Map.of("prompt", "a cat", "steps", -1)))
                    .isEqualTo(400);
            assertThat(post(service, "broken-1", "{")).isEqualTo(400);
            service.terminate();
            service.awaitExit();

            var lines = service.output().lines().map(JsonLogIT::object).toList();
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.path("timestamp").asText()).isNotEmpty();
                assertThat(line.path("level").asText()).isNotEmpty();
                assertThat(line.path("message").asText()).isNotEmpty();
            });
            assertThat(messages(lines)).anyMatch(message -> message.contains("serving scenes-flux"));
            assertThat(messages(lines)).anyMatch(message -> message.contains("stopped in"));
            assertThat(lines).noneMatch(line -> line.toString().contains("unicorn"));
            assertFields(lines, "drawn-1", Map.of("model", "scenes-flux", "traceId", TRACE));
            assertFields(lines, "refused-1", Map.of("kind", "invalid-request", "status", "400", "traceId", TRACE));
        }
    }

    private static int post(PackagedService service, String id, Object body) {
        return Service.json(body)
                .header("X-Request-Id", id)
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .post(service.url() + Service.GENERATE)
                .statusCode();
    }

    private static void assertFields(List<JsonNode> lines, String id, Map<String, String> fields) {
        assertThat(lines)
                .filteredOn(line -> line.at("/mdc/request_id").asText().equals(id))
                .singleElement()
                .satisfies(line -> fields.forEach(
                        (name, value) -> assertThat(line.path("mdc").path(name).asText())
                                .as(name)
                                .isEqualTo(value)));
    }

    private static List<String> messages(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("message").asText()).toList();
    }

    private static JsonNode object(String line) {
        try {
            var json = JSON.readTree(line);
            assertThat(json.isObject()).as(line).isTrue();
            return json;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
