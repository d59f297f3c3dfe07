package dev.easel.deploy.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.easel.deploy.gitops.Meta;
import java.util.List;
import java.util.Map;

/** monitoring.coreos.com/v1: which pods are asked for metrics. */
public record PodMonitor(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** Which pods, and where. */
    public record Spec(
            @JsonProperty(required = true) Selector selector,
            @JsonProperty(required = true) List<Endpoint> podMetricsEndpoints) {}

    /** By labels. */
    public record Selector(@JsonProperty(required = true) Map<String, String> matchLabels) {}

    /** A port by its name, and a path. */
    public record Endpoint(
            @JsonProperty(required = true) String port,
            @JsonProperty(required = true) String path,
            String interval,
            List<Relabeling> relabelings) {}

    /** A label of what is asked. */
    public record Relabeling(List<String> sourceLabels, String targetLabel) {}
}
