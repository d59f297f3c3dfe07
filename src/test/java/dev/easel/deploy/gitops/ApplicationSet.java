package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** An Argo CD ApplicationSet (argoproj.io/v1alpha1): an {@link Application} for each environment. */
public record ApplicationSet(
        Boolean goTemplate,
        List<String> goTemplateOptions,
        @JsonProperty(required = true) List<Generator> generators,
        @JsonProperty(required = true) Resource<Application> template) {

    /** A list of environments. */
    public record Generator(@JsonProperty(required = true) Elements list) {}

    /** The template's variables for each environment. */
    public record Elements(@JsonProperty(required = true) List<Map<String, String>> elements) {}
}
