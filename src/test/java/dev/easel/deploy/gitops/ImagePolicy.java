package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A Flux ImagePolicy (image.toolkit.fluxcd.io/v1): the choice of the newest tag. */
public record ImagePolicy(
        @JsonProperty(required = true) Reference imageRepositoryRef,
        Filter filterTags,
        @JsonProperty(required = true) Choice policy) {

    /** The name of an image repository. */
    public record Reference(@JsonProperty(required = true) String name) {}

    /** A pattern for tags and the part that is compared. */
    public record Filter(
            @JsonProperty(required = true) String pattern,
            @JsonProperty(required = true) String extract) {}

    /** The numerical order. */
    public record Choice(@JsonProperty(required = true) Order numerical) {}

    /** {@code asc} takes the highest. */
    public record Order(@JsonProperty(required = true) String order) {}
}
