package dev.easel.deploy.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** A PodMonitor (monitoring.coreos.com/v1): the pods that Prometheus scrapes. */
public record PodMonitor(
        @JsonProperty(required = true) Selector selector,
        @JsonProperty(required = true) List<Endpoint> podMetricsEndpoints) {

    /** A selection by labels. */
    public record Selector(@JsonProperty(required = true) Map<String, String> matchLabels) {}

    /** A named port and a path. */
    public record Endpoint(
            @JsonProperty(required = true) String port,
            @JsonProperty(required = true) String path,
            String interval,
            List<Relabeling> relabelings) {}

    /** A rule that adds a label to the target. */
    public record Relabeling(List<String> sourceLabels, String targetLabel) {}
}
