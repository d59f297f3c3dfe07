package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A Flux ImageRepository (image.toolkit.fluxcd.io/v1): the source of the tags. */
public record ImageRepository(
        @JsonProperty(required = true) String image,
        @JsonProperty(required = true) String interval) {}
