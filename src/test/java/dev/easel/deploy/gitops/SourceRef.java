package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A reference to a source of Flux. */
public record SourceRef(
        @JsonProperty(required = true) String kind,
        @JsonProperty(required = true) String name) {}
