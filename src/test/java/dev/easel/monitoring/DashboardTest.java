package dev.easel.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that Grafana can load the dashboard of {@code knative/monitoring}. */
class DashboardTest {
    private static final int COLUMNS = 24;
    private static final int OLDEST_SCHEMA = 36;
    private static final Set<String> KINDS = Set.of("row", "stat", "timeseries");

    private final JsonNode dashboard = MonitoringFiles.dashboard();

    private record Cell(int x, int y) {}

    @Test
    void hasUidTitleAndSchemaVersion() {
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(OLDEST_SCHEMA);
        assertThat(dashboard.path("uid").asText()).isEqualTo("easel");
        assertThat(dashboard.path("title").asText()).isEqualTo("Easel");
        assertThat(dashboard.has("id"))
                .as("an id is specific to one Grafana instance")
                .isFalse();
    }

    @Test
    void usesTheSelectedDataSource() {
        var variables = dashboard.at("/templating/list");
        assertThat(variables.findValuesAsText("name")).startsWith("datasource").doesNotHaveDuplicates();
        assertThat(variables.path(0).path("type").asText()).isEqualTo("datasource");
        assertThat(dashboard.findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
    }

    @Test
    void panelsAreCompleteAndDoNotOverlap() {
        assertThat(MonitoringFiles.panels().map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates();
        var taken = new HashSet<Cell>();
        MonitoringFiles.panels().forEach(panel -> {
            var title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("type").asText()).as(title).isIn(KINDS);
            assertThat(cells(panel.path("gridPos")))
                    .as(title)
                    .allMatch(taken::add)
                    .allMatch(cell -> cell.x() < COLUMNS);
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).as(title).isNotBlank();
                assertThat(panel.path("targets").findValuesAsText("expr"))
                        .as(title)
                        .isNotEmpty();
                assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                        .as(title)
                        .isNotBlank();
            }
        });
    }

    private static List<Cell> cells(JsonNode position) {
        var cells = new ArrayList<Cell>();
        for (int x = 0; x < position.path("w").asInt(); x++) {
            for (int y = 0; y < position.path("h").asInt(); y++) {
                cells.add(new Cell(
                        position.path("x").asInt() + x, position.path("y").asInt() + y));
            }
        }
        return cells;
    }
}
