package dev.easel.deploy;

import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object that creates pods: a Knative Service or a Job.
 *
 * @param labels the labels of its pods, from the manifests or from Knative
 */
record Workload(
        String name,
        Map<String, String> labels,
        String serviceAccount,
        List<Volume> volumes,
        List<Container> containers) {

    static List<Workload> of(Manifests manifests) {
        return Stream.concat(
                        manifests.all(Service.class).map(Workload::of),
                        manifests.all(Job.class).map(Workload::of))
                .toList();
    }

    private static Workload of(Service service) {
        var name = service.getMetadata().getName();
        RevisionSpec pods = service.getSpec().getTemplate().getSpec();
        return new Workload(
                name,
                Map.of("serving.knative.dev/service", name),
                pods.getServiceAccountName(),
                pods.getVolumes(),
                pods.getContainers());
    }

    private static Workload of(Job job) {
        var template = job.getSpec().getTemplate();
        PodSpec pods = template.getSpec();
        return new Workload(
                job.getMetadata().getName(),
                template.getMetadata().getLabels(),
                pods.getServiceAccountName(),
                pods.getVolumes(),
                pods.getContainers());
    }

    List<VolumeMount> mounts() {
        return containers.stream()
                .flatMap(container -> container.getVolumeMounts().stream())
                .toList();
    }

    /** The value of an environment variable, if it is a literal. */
    Optional<String> environment(String variable) {
        return containers.stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(entry -> entry.getName().equals(variable) && entry.getValue() != null)
                .map(entry -> entry.getValue())
                .findFirst();
    }
}
