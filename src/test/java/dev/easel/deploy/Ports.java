package dev.easel.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether everybody means the same ports: the container, its probes, the scraper, the network policy. */
public final class Ports {
    /** Of the queue proxy: requests over HTTP/1, HTTP/2 and TLS, and what the autoscaler asks for. */
    private static final Set<Integer> QUEUE_PROXY = Set.of(8012, 8013, 8112, 9090);

    private Ports() {}

    static List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        Container easel = manifests.revision().getContainers().getFirst();
        int port = easel.getPorts().getFirst().getContainerPort();
        probes(easel)
                .filter(probe -> probe.getHttpGet().getPort().getIntVal() != port)
                .forEach(probe -> problems.add("the container listens on " + port + ", and a probe asks at "
                        + probe.getHttpGet().getPort().getIntVal()));
        if (!Integer.toString(port).equals(manifests.annotations().get("prometheus.io/port"))) {
            problems.add("the container listens on " + port + ", and Prometheus asks elsewhere");
        }
        var open = open(manifests);
        QUEUE_PROXY.stream()
                .filter(needed -> !open.contains(needed))
                .forEach(closed -> problems.add("the network policy closes the queue proxy's port " + closed));
        if (!open.contains(port)) {
            problems.add("the network policy closes the port of the metrics, " + port);
        }
        return problems;
    }

    /** Where probes and Prometheus ask. */
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
