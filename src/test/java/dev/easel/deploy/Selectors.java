package dev.easel.deploy;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks that every selector selects pods and that the pods of Easel's image have a network policy. */
final class Selectors {
    private Selectors() {}

    static List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        var workloads = Workload.of(manifests);
        manifests.all(NetworkPolicy.class).forEach(policy -> {
            if (workloads.stream().noneMatch(workload -> selects(policy, workload))) {
                problems.add("the network policy " + policy.getMetadata().getName() + " selects nothing");
            }
        });
        manifests.all(PodDisruptionBudget.class).forEach(budget -> {
            var labels = budget.getSpec().getSelector().getMatchLabels();
            if (workloads.stream().noneMatch(workload -> selects(labels, workload))) {
                problems.add("the disruption budget " + budget.getMetadata().getName() + " selects nothing");
            }
        });
        workloads.stream()
                .filter(workload -> workload.volumes().stream().anyMatch(volume -> volume.getEmptyDir() != null))
                .filter(workload -> manifests.all(NetworkPolicy.class).noneMatch(policy -> selects(policy, workload)))
                .forEach(workload -> problems.add(workload.name() + " has no network policy"));
        return problems;
    }

    private static boolean selects(NetworkPolicy policy, Workload workload) {
        return selects(policy.getSpec().getPodSelector().getMatchLabels(), workload);
    }

    private static boolean selects(Map<String, String> labels, Workload workload) {
        return !labels.isEmpty() && workload.labels().entrySet().containsAll(labels.entrySet());
    }
}
