package dev.easel.deploy;

import io.fabric8.knative.duck.v1.DeliverySpec;
import io.fabric8.knative.duck.v1.Destination;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that the names in an object refer to existing objects. */
final class References {
    private final Manifests manifests;
    private final List<String> problems = new ArrayList<>();

    private References(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<String> problems(Manifests manifests) {
        var references = new References(manifests);
        Workload.of(manifests).forEach(references::workload);
        manifests.all(Trigger.class).forEach(references::trigger);
        manifests
                .all(Broker.class)
                .forEach(broker ->
                        references.deadLetters(name(broker), broker.getSpec().getDelivery()));
        references.namespaces();
        return references.problems;
    }

    private void workload(Workload workload) {
        var name = workload.name();
        named(name, "service account", workload.serviceAccount(), ServiceAccount.class);
        workload.volumes().forEach(volume -> volume(name, volume));
        var volumes = workload.volumes().stream().map(Volume::getName).collect(Collectors.toSet());
        var mounted = workload.mounts().stream().map(VolumeMount::getName).collect(Collectors.toSet());
        check(volumes.equals(mounted), name + " mounts " + mounted + ", but its volumes are " + volumes);
        var paths = new HashSet<String>();
        workload.mounts()
                .forEach(mount ->
                        check(paths.add(mount.getMountPath()), name + " has two mounts at " + mount.getMountPath()));
        for (String folder : List.of("QUARKUS_CONFIG_LOCATIONS", "EASEL_MODEL_CACHE_DIR", "EASEL_STORE_FOLDER")) {
            workload.environment(folder)
                    .ifPresent(path ->
                            check(paths.contains(path), name + ": nothing is mounted at " + folder + "=" + path));
        }
    }

    private void volume(String owner, Volume volume) {
        if (volume.getConfigMap() != null) {
            named(owner, "ConfigMap", volume.getConfigMap().getName(), ConfigMap.class);
        }
        if (volume.getPersistentVolumeClaim() != null) {
            named(owner, "claim", volume.getPersistentVolumeClaim().getClaimName(), PersistentVolumeClaim.class);
        }
    }

    private void trigger(Trigger trigger) {
        named(name(trigger), "broker", trigger.getSpec().getBroker(), Broker.class);
        destination(name(trigger), "subscriber", trigger.getSpec().getSubscriber());
        deadLetters(name(trigger), trigger.getSpec().getDelivery());
    }

    private void deadLetters(String owner, DeliverySpec delivery) {
        if (delivery != null) {
            destination(owner, "dead-letter sink", delivery.getDeadLetterSink());
        }
    }

    private void destination(String owner, String role, Destination destination) {
        if (destination == null || destination.getRef() == null) {
            problems.add(owner + " has no " + role);
            return;
        }
        var ref = destination.getRef();
        check(
                ref.getApiVersion().equals("serving.knative.dev/v1")
                        && ref.getKind().equals("Service"),
                owner + ": the " + role + " is not a Knative Service");
        named(owner, role, ref.getName(), Service.class);
    }

    /** All objects of an overlay are in its own namespace; other folders get their namespace when they are applied. */
    private void namespaces() {
        Set<String> made = names(Namespace.class);
        if (!made.isEmpty()) {
            objects()
                    .filter(object -> !(object instanceof Namespace))
                    .forEach(object -> check(
                            made.contains(object.getMetadata().getNamespace()),
                            object.getKind() + " " + name(object) + " is in the namespace "
                                    + object.getMetadata().getNamespace() + ", not in " + made));
        }
    }

    private void named(String owner, String role, String name, Class<? extends HasMetadata> kind) {
        check(names(kind).contains(name), owner + ": there is no " + role + " " + name);
    }

    private Set<String> names(Class<? extends HasMetadata> kind) {
        return manifests.all(kind).map(References::name).collect(Collectors.toSet());
    }

    private Stream<HasMetadata> objects() {
        return manifests.all(HasMetadata.class);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
