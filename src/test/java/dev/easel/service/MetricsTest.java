package dev.easel.service;

import dev.easel.monitoring.MetricsPage;
import dev.easel.monitoring.MonitoringFiles;
import dev.easel.monitoring.PromQl;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

/** The metrics of the running service against the page, the dashboard and the alerts that name them. */
@QuarkusTest
class MetricsTest {
    private static final Pattern FAMILY = Pattern.compile("^# TYPE (\\S+) (\\w+)$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:]\\w*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    /** Labels that Prometheus adds to whatever it asks for in a cluster. */
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "pod", "job", "instance", "revision");
    /** What Prometheus itself says of its targets. */
    private static final String UP = "up";
    /** GpuMetricsTest has these, as they need a GPU, or what looks like one. */
    private static final String GPU = "easel_gpu_";
    /** The last metric of the start, set by a separate thread. */
    private static final String STARTED = "easel_startup_total_seconds";
    /** What Micrometer adds to the labels of each histogram. */
    private static final Set<String> OF_HISTOGRAMS = Set.of("le");
    /** What it adds to the name of each timer. */
    private static final String MAX = "_max";

    private String exposition;

    @BeforeEach
    void doAllThatIsCounted() {
        Service.awaitReady();
        Service.generate(Service.quick("a cat"));
        Service.generate(Map.of("prompt", "a cat", "steps", -1));
        exposition = Awaitility.await().until(() -> get("/q/metrics").asString(), metrics -> metrics.contains(STARTED));
    }

    @Test
    void whatIsExposedIsDocumentedAndWhatIsDocumentedIsExposed() {
        var documented = new TreeMap<>(MetricsPage.metrics());
        documented.keySet().removeIf(name -> name.startsWith(GPU));
        var exposed = families().stream()
                .filter(name -> name.startsWith("easel_") && !name.startsWith(GPU) && !name.endsWith(MAX))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(exposed).isEqualTo(documented.keySet());
        documented.forEach(
                (name, labels) -> assertThat(labelsOfFamily(name)).as(name).isEqualTo(labels));
    }

    @Test
    void dashboardAndAlertsNameOnlyWhatThereIs() {
        var samples = samples();
        MetricsPage.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().startsWith(GPU))
                .forEach(metric -> samples.put(metric.getKey(), metric.getValue()));
        samples.put(UP, Set.of());
        var expressions = MonitoringFiles.expressions();

        assertThat(expressions).isNotEmpty();
        expressions.forEach((place, text) -> {
            var expression = new PromQl(text);
            assertThat(expression.metrics()).as(place).isNotEmpty();
            assertThat(samples.keySet()).as(place).containsAll(expression.metrics());
            var labels = expression.metrics().stream()
                    .flatMap(metric -> samples.get(metric).stream())
                    .collect(Collectors.toSet());
            labels.addAll(OF_THE_TARGET);
            assertThat(labels).as(place).containsAll(expression.labels());
        });
    }

    @Test
    void labelsHaveFewValues() {
        var series =
                exposition.lines().filter(line -> line.startsWith("easel_")).toList();

        // a scrape of one model stays small, whatever is asked for
        assertThat(series).hasSizeLessThan(2_000);
        assertThat(series).noneMatch(line -> line.contains("a cat"));
    }

    private Set<String> families() {
        // OpenMetrics leaves the ending of a counter to its samples
        return FAMILY.matcher(exposition)
                .results()
                .map(match -> match.group(2).equals("counter") ? match.group(1) + "_total" : match.group(1))
                .collect(Collectors.toSet());
    }

    private Map<String, Set<String>> samples() {
        var samples = new TreeMap<String, Set<String>>();
        SAMPLE.matcher(exposition)
                .results()
                .forEach(sample -> samples.computeIfAbsent(sample.group(1), _ -> new HashSet<>())
                        .addAll(labels(sample)));
        return samples;
    }

    private static List<String> labels(MatchResult sample) {
        return sample.group(2) == null
                ? List.of()
                : LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .toList();
    }

    private Set<String> labelsOfFamily(String family) {
        var samples = samples();
        return Arrays.stream(new String[] {"", "_count", "_bucket"})
                .flatMap(suffix -> samples.getOrDefault(family + suffix, Set.of()).stream())
                .filter(label -> !OF_HISTOGRAMS.contains(label))
                .collect(Collectors.toSet());
    }
}
