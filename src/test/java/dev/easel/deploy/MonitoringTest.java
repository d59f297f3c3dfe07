package dev.easel.deploy;

import dev.easel.deploy.monitoring.PodMonitor;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that Prometheus scrapes the pods of the service at the right path. */
class MonitoringTest {
    @Test
    void podMonitorScrapesTheMetricsPath() {
        var production = Manifests.of(Sources.overlay("production"));
        var monitor = Manifests.of(Sources.KNATIVE.resolve("monitoring"))
                .resource(PodMonitor.class)
                .spec();
        assertThat(monitor.selector().matchLabels())
                .isEqualTo(Map.of(
                        "serving.knative.dev/service",
                        production.easel().getMetadata().getName()));
        assertThat(monitor.podMetricsEndpoints())
                .extracting(PodMonitor.Endpoint::path)
                .containsExactly(production.annotations().get("prometheus.io/path"));
    }
}
