package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** Argo CD's argoproj.io/v1alpha1: an {@link Application} for each environment. */
public record ApplicationSet(
        String apiVersion,
        String kind,
        @JsonProperty(required = true) Meta metadata,
        @JsonProperty(required = true) Spec spec) {

    /** Environments, and what is made of each. */
    public record Spec(
            Boolean goTemplate,
            List<String> goTemplateOptions,
            @JsonProperty(required = true) List<Generator> generators,
            @JsonProperty(required = true) Template template) {}

    /** Environments from a list. */
    public record Generator(@JsonProperty(required = true) Elements list) {}

    /** What the template may name of each. */
    public record Elements(@JsonProperty(required = true) List<Map<String, String>> elements) {}

    /** What is made of each. */
    public record Template(
            @JsonProperty(required = true) Meta metadata,
            @JsonProperty(required = true) Application.Spec spec) {}
}
