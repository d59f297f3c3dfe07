package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Flux's image.toolkit.fluxcd.io/v1: which tags there are. */
public record ImageRepository(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** An image, and how often looked at. */
    public record Spec(
            @JsonProperty(required = true) String image,
            @JsonProperty(required = true) String interval) {}
}
