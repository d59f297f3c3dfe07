package dev.easel.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the alerts of {@code knative/monitoring} with Prometheus's promtool, which is required in CI. */
class AlertsTest {
    private static final Path CASES = Fixtures.ROOT.resolve("monitoring/alerts-test.yaml");
    private static final String PAGE = "docs/observability.md#";
    private static final Set<String> SEVERITIES = Set.of("warning", "critical");

    @TempDir
    private Path folder;

    static List<JsonNode> rules() {
        return MonitoringFiles.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyAlertHasASeverityAndARunbook(JsonNode rule) {
        assertThat(rule.at("/labels/severity").asText()).isIn(SEVERITIES);
        assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
        assertThat(rule.at("/annotations/description").asText()).isNotBlank();
        var runbook = rule.at("/annotations/runbook_url").asText();
        assertThat(runbook).startsWith(PAGE);
        assertThat(runbook.substring(PAGE.length())).isIn(MetricsPage.anchors());
    }

    @Test
    void prometheusAcceptsTheRules() throws Exception {
        promtool("check", "rules", "--lint=all", "--lint-fatal", rulesFile().toString());
    }

    @Test
    void prometheusAcceptsTheQueriesOfTheDashboard() throws Exception {
        var rules = MonitoringFiles.panelExpressions().values().stream()
                .map(expression -> Map.of("record", "panel:query", "expr", expression))
                .toList();
        assertThat(rules).isNotEmpty();
        var file = folder.resolve("panels.yaml");
        MonitoringFiles.YAML.writeValue(
                file.toFile(), Map.of("groups", List.of(Map.of("name", "panels", "rules", rules))));

        promtool("check", "rules", "--lint=none", file.toString());
    }

    @Test
    void alertsFireInTheRecordedCases() throws Exception {
        rulesFile();
        var cases = Files.copy(CASES, folder.resolve(CASES.getFileName()));

        promtool("test", "rules", cases.toString());
    }

    @Test
    void everyAlertFiresInACase() throws IOException {
        var tests = MonitoringFiles.YAML.readTree(CASES.toFile());

        assertThat(tests.findParents("exp_alerts").stream()
                        .filter(test -> !test.path("exp_alerts").isEmpty())
                        .map(test -> test.path("alertname").asText()))
                .containsAll(rules().stream()
                        .map(rule -> rule.path("alert").asText())
                        .toList());
    }

    private Path rulesFile() throws IOException {
        var file = folder.resolve("rules.yaml");
        MonitoringFiles.YAML.writeValue(file.toFile(), MonitoringFiles.alerts().path("spec"));
        return file;
    }

    private void promtool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Assumptions.assumeTrue(
                isInstalled() || System.getenv("CI") != null, "promtool is not installed; it is part of Prometheus");
        var output = folder.resolve("output.txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    }

    private static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool")));
    }
}
