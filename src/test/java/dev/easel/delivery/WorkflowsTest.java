package dev.easel.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the workflows against the repository and for safe use of permissions. */
class WorkflowsTest {
    private static final Path FOLDER = Path.of(".github/workflows");
    private static final Pattern OURS = Pattern.compile("(?:^|\\s)(\\.ci/[a-z-]+|\\./easel)(?: ([a-z]+))?");
    private static final Pattern PATHS = Pattern.compile("(?:src|models|knative)/[\\w./-]*\\w");

    static Stream<Path> workflows() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actionsArePinnedToCommits(Path workflow) throws IOException {
        assertThat(Files.readString(workflow).lines().filter(line -> line.contains("uses: ")))
                .allMatch(
                        line -> line.matches(".*uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+") || isLocal(line));
    }

    private static boolean isLocal(String line) {
        return Files.exists(Path.of(line.substring(line.indexOf("uses: ") + 6)));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyJobHasPermissionsAndATimeout(Path workflow) throws IOException {
        var content = load(workflow);
        assertThat(content.get("permissions")).isEqualTo(Map.of());
        assertThat(content).containsKey("concurrency");
        for (var job : jobs(content)) {
            assertThat(job).containsKey("permissions");
            assertThat(job).containsAnyOf(Map.entry("uses", "./.github/workflows/test.yml"), timeout(job));
            // a job without write permission keeps no credentials
            boolean writes = "write".equals(map(job.get("permissions")).get("contents"));
            for (var step : steps(job)) {
                if (String.valueOf(step.get("uses")).startsWith("actions/checkout") && !writes) {
                    assertThat(map(step.get("with"))).containsEntry("persist-credentials", false);
                }
            }
        }
    }

    private static Map.Entry<String, Object> timeout(Map<String, Object> job) {
        return Map.entry("timeout-minutes", job.getOrDefault("timeout-minutes", "missing"));
    }

    /** Untrusted values, such as branch names, must not become part of a command. */
    @ParameterizedTest
    @MethodSource("workflows")
    void commandsContainNoExpressions(Path workflow) throws IOException {
        assertThat(jobs(load(workflow)).stream().flatMap(job -> steps(job).stream()))
                .filteredOn(step -> step.containsKey("run"))
                .allSatisfy(step -> assertThat(String.valueOf(step.get("run"))).doesNotContain("${{"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void scriptsAndPathsExist(Path workflow) throws IOException {
        var text = Files.readString(workflow);
        var tasks = Files.readString(Path.of("easel"));
        var ours = OURS.matcher(text).results().toList();
        assertThat(ours).allSatisfy(match -> {
            assertThat(Path.of(match.group(1))).isExecutable();
            assertThat(match.group(1).equals("./easel") ? tasks : "  " + match.group(2) + " ")
                    .contains("  " + match.group(2) + " ");
        });
        assertThat(PATHS.matcher(text).results().map(match -> Path.of(match.group())))
                .allSatisfy(path -> assertThat(path).exists());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> load(Path workflow) throws IOException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return map(new Yaml(new SafeConstructor(options)).load(Files.readString(workflow)));
    }

    private static List<Map<String, Object>> jobs(Map<String, Object> workflow) {
        return map(workflow.get("jobs")).values().stream()
                .map(WorkflowsTest::map)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> steps(Map<String, Object> job) {
        return (List<Map<String, Object>>) job.getOrDefault("steps", List.of());
    }
}
