package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Flux's source.toolkit.fluxcd.io/v1: where the manifests are. */
public record GitRepository(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** Which branch of which repository, how often looked at. */
    public record Spec(
            @JsonProperty(required = true) String url,
            @JsonProperty(required = true) String interval,
            Reference ref,
            String ignore) {}

    /** What of the repository. */
    public record Reference(@JsonProperty(required = true) String branch) {}
}
