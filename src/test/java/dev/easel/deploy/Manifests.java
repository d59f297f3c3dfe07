package dev.easel.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.deploy.gitops.Application;
import dev.easel.deploy.gitops.ApplicationSet;
import dev.easel.deploy.gitops.FluxKustomization;
import dev.easel.deploy.gitops.GitRepository;
import dev.easel.deploy.gitops.ImagePolicy;
import dev.easel.deploy.gitops.ImageRepository;
import dev.easel.deploy.gitops.ImageUpdateAutomation;
import dev.easel.deploy.gitops.Resource;
import dev.easel.deploy.monitoring.PodMonitor;
import dev.easel.deploy.monitoring.PrometheusRule;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rendered manifests as typed objects. */
public record Manifests(List<Object> objects) {
    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("serving.knative.dev/v1/Service", Service.class),
            Map.entry("eventing.knative.dev/v1/Broker", Broker.class),
            Map.entry("eventing.knative.dev/v1/Trigger", Trigger.class));
    /** The specifications of kinds that have no model in a library. */
    private static final Map<String, Class<?>> SPECS = Map.ofEntries(
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("source.toolkit.fluxcd.io/v1/GitRepository", GitRepository.class),
            Map.entry("kustomize.toolkit.fluxcd.io/v1/Kustomization", FluxKustomization.class),
            Map.entry("image.toolkit.fluxcd.io/v1/ImageRepository", ImageRepository.class),
            Map.entry("image.toolkit.fluxcd.io/v1/ImagePolicy", ImagePolicy.class),
            Map.entry("image.toolkit.fluxcd.io/v1/ImageUpdateAutomation", ImageUpdateAutomation.class),
            Map.entry("argoproj.io/v1alpha1/Application", Application.class),
            Map.entry("argoproj.io/v1alpha1/ApplicationSet", ApplicationSet.class));

    /** Renders a folder. */
    public static Manifests of(Path folder) {
        return parse(Kustomize.render(folder));
    }

    /**
     * Parses a stream of YAML documents.
     *
     * @throws AssertionError if a document does not match the schema of its kind
     */
    public static Manifests parse(String yaml) {
        return new Manifests(
                StrictYaml.documents(yaml).stream().map(Manifests::typed).toList());
    }

    private static Object typed(JsonNode document) {
        var kind = document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
        try {
            if (MODELS.containsKey(kind)) {
                return StrictYaml.read(document, MODELS.get(kind));
            }
            if (SPECS.containsKey(kind)) {
                return StrictYaml.resource(document, SPECS.get(kind));
            }
            throw new AssertionError("there is no model for " + kind);
        } catch (JsonProcessingException e) {
            throw new AssertionError(
                    kind + " " + document.at("/metadata/name").asText() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** All objects of a kind. */
    public <T> Stream<T> all(Class<T> model) {
        return objects.stream().filter(model::isInstance).map(model::cast);
    }

    /** The only object of a kind. */
    public <T> T only(Class<T> model) {
        return only(all(model).toList(), model);
    }

    /** The only resource with this kind of specification. */
    public <S> Resource<S> resource(Class<S> spec) {
        return only(
                objects.stream()
                        .flatMap(object ->
                                object instanceof Resource<?> resource ? resource.as(spec).stream() : Stream.empty())
                        .toList(),
                spec);
    }

    private static <T> T only(List<T> found, Class<?> kind) {
        if (found.size() != 1) {
            throw new AssertionError("there are " + found.size() + " " + kind.getSimpleName() + "s, not one");
        }
        return found.getFirst();
    }

    /** The Knative Service that serves images. */
    public Service easel() {
        return all(Service.class)
                .filter(service -> service.getMetadata().getName().equals("easel"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no Knative Service easel"));
    }

    /** The pod specification of that service. */
    public RevisionSpec revision() {
        return easel().getSpec().getTemplate().getSpec();
    }

    /** The annotations of that service's pods, such as those of the autoscaler. */
    public Map<String, String> annotations() {
        return easel().getSpec().getTemplate().getMetadata().getAnnotations();
    }

    /** The configuration files of the pods. */
    public Map<String, String> files() {
        return only(ConfigMap.class).getData();
    }
}
