package dev.easel.deploy;

import io.fabric8.knative.duck.v1.DeliverySpec;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Volume;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Knative features that manifests need and that an operator must enable or may have disabled. */
final class Features {
    private static final String POD = "kubernetes.podspec-";

    private static final Map<String, Predicate<RevisionSpec>> SERVING = Map.ofEntries(
            Map.entry(POD + "nodeselector", pods -> !pods.getNodeSelector().isEmpty()),
            Map.entry(POD + "tolerations", pods -> !pods.getTolerations().isEmpty()),
            Map.entry(POD + "affinity", pods -> pods.getAffinity() != null),
            Map.entry(
                    POD + "topologyspreadconstraints",
                    pods -> !pods.getTopologySpreadConstraints().isEmpty()),
            Map.entry(POD + "runtimeclassname", pods -> pods.getRuntimeClassName() != null),
            Map.entry(POD + "priorityclassname", pods -> pods.getPriorityClassName() != null),
            Map.entry(POD + "schedulername", pods -> pods.getSchedulerName() != null),
            Map.entry(POD + "securitycontext", pods -> pods.getSecurityContext() != null),
            Map.entry(POD + "hostaliases", pods -> !pods.getHostAliases().isEmpty()),
            Map.entry(POD + "init-containers", pods -> !pods.getInitContainers().isEmpty()),
            Map.entry(POD + "fieldref", Features::readsFields),
            Map.entry(POD + "volumes-emptydir", anyVolume(volume -> volume.getEmptyDir() != null)),
            Map.entry(POD + "volumes-hostpath", anyVolume(volume -> volume.getHostPath() != null)),
            Map.entry(POD + "volumes-csi", anyVolume(volume -> volume.getCsi() != null)),
            Map.entry(POD + "volumes-image", anyVolume(volume -> volume.getImage() != null)),
            Map.entry(POD + "volumes-ephemeral", anyVolume(volume -> volume.getEphemeral() != null)),
            Map.entry(POD + "persistent-volume-claim", anyVolume(volume -> volume.getPersistentVolumeClaim() != null)),
            Map.entry(POD + "persistent-volume-write", anyVolume(Features::isWrittenClaim)));

    private static final Map<String, Predicate<DeliverySpec>> EVENTING = Map.of(
            "delivery-timeout", delivery -> delivery.getTimeout() != null,
            "delivery-retryafter", delivery -> delivery.getRetryAfterMax() != null);

    private Features() {}

    static Set<String> ofServing(Manifests manifests) {
        return used(
                SERVING,
                manifests
                        .all(Service.class)
                        .map(service -> service.getSpec().getTemplate().getSpec()));
    }

    static Set<String> ofEventing(Manifests manifests) {
        return used(
                EVENTING,
                Stream.concat(
                                manifests
                                        .all(Broker.class)
                                        .map(broker -> broker.getSpec().getDelivery()),
                                manifests
                                        .all(Trigger.class)
                                        .map(trigger -> trigger.getSpec().getDelivery()))
                        .filter(Objects::nonNull));
    }

    /** The features that a ConfigMap of {@code knative/operator} enables. */
    static Set<String> allowed(Path file) {
        return Manifests.parse(Sources.text(file)).only(ConfigMap.class).getData().entrySet().stream()
                .filter(feature -> feature.getValue().equals("enabled"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static <T> Set<String> used(Map<String, Predicate<T>> features, Stream<T> objects) {
        var used = new TreeSet<String>();
        objects.forEach(object -> features.forEach((feature, uses) -> {
            if (uses.test(object)) {
                used.add(feature);
            }
        }));
        return used;
    }

    private static Predicate<RevisionSpec> anyVolume(Predicate<Volume> condition) {
        return pods -> pods.getVolumes().stream().anyMatch(condition);
    }

    private static boolean isWrittenClaim(Volume volume) {
        var claim = volume.getPersistentVolumeClaim();
        return claim != null && !Boolean.TRUE.equals(claim.getReadOnly());
    }

    private static boolean readsFields(RevisionSpec pods) {
        return pods.getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .anyMatch(entry ->
                        entry.getValueFrom() != null && entry.getValueFrom().getFieldRef() != null);
    }
}
