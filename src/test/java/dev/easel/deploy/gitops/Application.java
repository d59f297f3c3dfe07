package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Argo CD's argoproj.io/v1alpha1: a folder that is kept in a cluster. */
public record Application(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** From where to where, and how. */
    public record Spec(
            @JsonProperty(required = true) String project,
            @JsonProperty(required = true) Source source,
            @JsonProperty(required = true) Destination destination,
            SyncPolicy syncPolicy) {}

    /** A folder of a repository. */
    public record Source(
            @JsonProperty(required = true) String repoURL,
            @JsonProperty(required = true) String targetRevision,
            @JsonProperty(required = true) String path) {}

    /** A cluster, by address or by name, and a namespace. */
    public record Destination(
            String server,
            String name,
            @JsonProperty(required = true) String namespace) {}

    /** When it is applied. */
    public record SyncPolicy(Automated automated, List<String> syncOptions, Retry retry) {}

    /** Without being asked. */
    public record Automated(Boolean prune, Boolean selfHeal) {}

    /** How often more. */
    public record Retry(Integer limit, Backoff backoff) {}

    /** With which waits. */
    public record Backoff(String duration, Integer factor, String maxDuration) {}
}
