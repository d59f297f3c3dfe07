package dev.easel.deploy.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** A PrometheusRule (monitoring.coreos.com/v1): alerts. */
public record PrometheusRule(@JsonProperty(required = true) List<Group> groups) {

    /** Alerts that are evaluated together. */
    public record Group(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) List<Rule> rules) {}

    /** An alert and its condition. */
    public record Rule(
            @JsonProperty(required = true) String alert,
            @JsonProperty(required = true) String expr,
            @JsonProperty("for") String duration,
            Map<String, String> labels,
            Map<String, String> annotations) {}
}
