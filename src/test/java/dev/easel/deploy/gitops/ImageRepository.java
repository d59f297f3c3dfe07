package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A Flux ImageRepository (image.toolkit.fluxcd.io/v1): the source of the tags. */
public record ImageRepository(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** The image and the polling interval. */
    public record Spec(
            @JsonProperty(required = true) String image,
            @JsonProperty(required = true) String interval) {}
}
