package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** {@code metadata}. */
public record Meta(
        @JsonProperty(required = true) String name,
        String namespace,
        Map<String, String> labels,
        List<String> finalizers) {}
