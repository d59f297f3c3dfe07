package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A Flux ImageUpdateAutomation (image.toolkit.fluxcd.io/v1): writes the newest tag into Git. */
public record ImageUpdateAutomation(
        @JsonProperty(required = true) String interval,
        @JsonProperty(required = true) SourceRef sourceRef,
        @JsonProperty(required = true) Git git,
        @JsonProperty(required = true) Update update) {

    /** The branches and the commits. */
    public record Git(
            Checkout checkout,
            @JsonProperty(required = true) Commit commit,
            Push push) {}

    /** The branch to read. */
    public record Checkout(@JsonProperty(required = true) GitRepository.Reference ref) {}

    /** The author and message of a commit. */
    public record Commit(@JsonProperty(required = true) Author author, String messageTemplate) {}

    /** The author of a commit. */
    public record Author(
            String name, @JsonProperty(required = true) String email) {}

    /** The branch to write. */
    public record Push(String branch) {}

    /** The files to change. */
    public record Update(String strategy, String path) {}
}
