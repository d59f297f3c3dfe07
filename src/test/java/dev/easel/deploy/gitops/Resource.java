package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** A custom resource of Kubernetes with a typed specification. */
public record Resource<S>(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) S spec) {

    /** This resource, if it has this kind of specification. */
    public <T> Optional<Resource<T>> as(Class<T> type) {
        return Optional.of(spec)
                .filter(type::isInstance)
                .map(type::cast)
                .map(found -> new Resource<>(apiVersion, kind, metadata, found));
    }
}
