package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A Flux GitRepository (source.toolkit.fluxcd.io/v1): the source of the manifests. */
public record GitRepository(
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) String interval,
        Reference ref,
        String ignore) {

    /** A branch. */
    public record Reference(@JsonProperty(required = true) String branch) {}
}
