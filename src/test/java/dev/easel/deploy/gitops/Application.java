package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** An Argo CD Application (argoproj.io/v1alpha1): a folder that Argo CD applies to a cluster. */
public record Application(
        @JsonProperty(required = true) String project,
        @JsonProperty(required = true) Source source,
        @JsonProperty(required = true) Destination destination,
        SyncPolicy syncPolicy) {

    /** A folder in a repository. */
    public record Source(
            @JsonProperty(required = true) String repoURL,
            @JsonProperty(required = true) String targetRevision,
            @JsonProperty(required = true) String path) {}

    /** A cluster, by address or by name, and a namespace. */
    public record Destination(
            String server,
            String name,
            @JsonProperty(required = true) String namespace) {}

    /** The rules for applying changes. */
    public record SyncPolicy(Automated automated, List<String> syncOptions, Retry retry) {}

    /** The automatic synchronization. */
    public record Automated(Boolean prune, Boolean selfHeal) {}

    /** The number of retries and their delays. */
    public record Retry(Integer limit, Backoff backoff) {}

    /** The delays between retries. */
    public record Backoff(String duration, Integer factor, String maxDuration) {}
}
