package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Flux's image.toolkit.fluxcd.io/v1: writes the newest tag into Git. */
public record ImageUpdateAutomation(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** Where it is read, changed and written. */
    public record Spec(
            @JsonProperty(required = true) String interval,
            @JsonProperty(required = true) SourceRef sourceRef,
            @JsonProperty(required = true) Git git,
            @JsonProperty(required = true) Update update) {}

    /** How the repository is used. */
    public record Git(
            Checkout checkout,
            @JsonProperty(required = true) Commit commit,
            Push push) {}

    /** Where it begins. */
    public record Checkout(@JsonProperty(required = true) GitRepository.Reference ref) {}

    /** Its commits. */
    public record Commit(@JsonProperty(required = true) Author author, String messageTemplate) {}

    /** Who commits. */
    public record Author(
            String name, @JsonProperty(required = true) String email) {}

    /** Where they go. */
    public record Push(String branch) {}

    /** What may be changed. */
    public record Update(String strategy, String path) {}
}
