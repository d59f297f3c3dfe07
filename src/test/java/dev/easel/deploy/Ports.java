package dev.easel.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that the container, its probes, Prometheus and the network policy use the same ports. */
public final class Ports {
    /** The ports of the queue proxy: requests over HTTP/1, HTTP/2 and TLS, and metrics for the autoscaler. */
    private static final Set<Integer> QUEUE_PROXY = Set.of(8012, 8013, 8112, 9090);

    private Ports() {}

    static List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        Container easel = manifests.revision().getContainers().getFirst();
        int port = easel.getPorts().getFirst().getContainerPort();
        probes(easel)
                .filter(probe -> probe.getHttpGet().getPort().getIntVal() != port)
                .forEach(probe -> problems.add("the container listens on " + port + ", but a probe uses "
                        + probe.getHttpGet().getPort().getIntVal()));
        if (!Integer.toString(port).equals(manifests.annotations().get("prometheus.io/port"))) {
            problems.add("the container listens on " + port + ", but Prometheus scrapes another port");
        }
        var open = open(manifests);
        QUEUE_PROXY.stream()
                .filter(needed -> !open.contains(needed))
                .forEach(closed -> problems.add("the network policy closes the queue proxy's port " + closed));
        if (!open.contains(port)) {
            problems.add("the network policy closes the metrics port " + port);
        }
        return problems;
    }

    /** The paths that probes and Prometheus request. */
    public static List<String> paths(Manifests manifests) {
        Container easel = manifests.revision().getContainers().getFirst();
        return Stream.concat(
                        probes(easel).map(probe -> probe.getHttpGet().getPath()),
                        Stream.of(manifests.annotations().get("prometheus.io/path")))
                .toList();
    }

    private static Stream<Probe> probes(Container container) {
        return Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe());
    }

    private static Set<Integer> open(Manifests manifests) {
        return manifests
                .all(NetworkPolicy.class)
                .filter(policy -> policy.getMetadata().getName().equals("easel"))
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .flatMap(rule -> rule.getPorts().stream())
                .map(rule -> rule.getPort().getIntVal())
                .collect(Collectors.toSet());
    }
}
