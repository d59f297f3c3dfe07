package dev.easel.deploy.gitops;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** {@code metadata}. */
public record Meta(@JsonProperty(required = true) String name, String namespace, List<String> finalizers) {}
