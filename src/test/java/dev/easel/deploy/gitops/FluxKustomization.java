package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A Flux Kustomization (kustomize.toolkit.fluxcd.io/v1): a folder that Flux applies. */
public record FluxKustomization(
        @JsonProperty(required = true) String interval,
        String retryInterval,
        String timeout,
        @JsonProperty(required = true) SourceRef sourceRef,
        String path,
        @JsonProperty(required = true) Boolean prune,
        @JsonProperty("wait") Boolean waits) {}
