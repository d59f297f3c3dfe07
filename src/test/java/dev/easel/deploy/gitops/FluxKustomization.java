package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Flux's kustomize.toolkit.fluxcd.io/v1: what of the manifests is applied. */
public record FluxKustomization(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** A folder, and how it is kept. */
    public record Spec(
            @JsonProperty(required = true) String interval,
            String retryInterval,
            String timeout,
            @JsonProperty(required = true) SourceRef sourceRef,
            String path,
            @JsonProperty(required = true) Boolean prune,
            @JsonProperty("wait") Boolean waits) {}
}
