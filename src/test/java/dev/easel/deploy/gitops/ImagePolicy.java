package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Flux's image.toolkit.fluxcd.io/v1: which tag is the newest. */
public record ImagePolicy(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** Which tags, and their order. */
    public record Spec(
            @JsonProperty(required = true) Reference imageRepositoryRef,
            Filter filterTags,
            @JsonProperty(required = true) Choice policy) {}

    /** Names an image repository. */
    public record Reference(@JsonProperty(required = true) String name) {}

    /** Tags of a pattern, and what of them is compared. */
    public record Filter(
            @JsonProperty(required = true) String pattern,
            @JsonProperty(required = true) String extract) {}

    /** By number. */
    public record Choice(@JsonProperty(required = true) Order numerical) {}

    /** {@code asc} takes the highest. */
    public record Order(@JsonProperty(required = true) String order) {}
}
