package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** The {@code metadata} of an object. */
public record Meta(
        @JsonProperty(required = true) String name,
        String namespace,
        Map<String, String> labels,
        List<String> finalizers) {}
