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
 * What makes pods, of whatever kind.
 *
 * @param labels those of its pods that the manifests or Knative give them
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

    /** What the environment of its containers says, where it says it outright. */
    Optional<String> environment(String variable) {
        return containers.stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(entry -> entry.getName().equals(variable) && entry.getValue() != null)
                .map(entry -> entry.getValue())
                .findFirst();
    }
}
