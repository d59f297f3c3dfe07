package dev.easel.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that the objects of each environment fit together and that the checks detect mistakes. */
class OverlaysTest {
    private static final String PRODUCTION = Kustomize.render(Sources.overlay("production"));

    private static final List<Function<Manifests, List<String>>> CHECKS = List.of(
            References::problems, Selectors::problems, Ports::problems, PulledModel::problems, Numbers::problems);

    static List<Path> overlays() {
        return Sources.overlays();
    }

    private static Stream<String> problems(Manifests manifests) {
        return CHECKS.stream().flatMap(check -> check.apply(manifests).stream());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void objectsFitTogether(Path overlay) {
        assertThat(problems(Manifests.of(overlay))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claimName: easel-models | claimName: models | there is no claim models",
                "serviceAccountName: easel-sinks | serviceAccountName: sinks | there is no service account sinks",
                "mountPath: /etc/easel | mountPath: /etc/easle | nothing is mounted at QUARKUS_CONFIG_LOCATIONS=/etc/easel",
                "broker: easel | broker: pictures | there is no broker pictures",
                "serving.knative.dev/service: easel | serving.knative.dev/service: easle | selects nothing",
                "containerPort: 8080 | containerPort: 8081 | listens on 8081",
                "port: 8012 | port: 8011 | closes the queue proxy's port 8012",
                "prometheus.io/port: \"8080\" | prometheus.io/port: \"9090\" | Prometheus scrapes another port",
                "- organization/flux-schnell-onnx | - organization/other | the Job pulls",
                "target: \"1.2\" | target: \"5\" | at most the jobs of a full pass",
                "containerConcurrency: 0 | containerConcurrency: 4 | holds nothing back",
                "timeoutSeconds: 600 | timeoutSeconds: 580 | stops before it is killed",
                "timeoutSeconds: 600 | timeoutSeconds: 700 | Knative allows the timeout",
                "drain_timeout: 545s | drain_timeout: 20s | running jobs finish",
                "idleTimeoutSeconds: 540 | idleTimeoutSeconds: 60 | the idle timeout is not shorter",
                "jobs: 32 | jobs: 2 | panics before callers get 429",
                "progress-deadline: 8400s | progress-deadline: 7300s | the progress deadline covers"
            })
    void detectsMistakes(String right, String wrong, String problem) {
        assertThat(PRODUCTION).contains(right);
        assertThat(problems(Manifests.parse(PRODUCTION.replace(right, wrong))))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void detectsReferencesToMissingObjects() {
        var reference = "kind: Service\n        name: easel-dead-letters";
        assertThat(PRODUCTION).contains(reference);
        assertThat(problems(Manifests.parse(PRODUCTION.replace(reference, reference + "s"))))
                .contains("easel: there is no dead-letter sink easel-dead-letterss");
        assertThat(problems(Manifests.parse(PRODUCTION.replaceFirst("name: easel-config-\\w+", "name: easel-config"))))
                .anySatisfy(found -> assertThat(found).startsWith("easel: there is no ConfigMap easel-config-"));
    }

    @Test
    void detectsPodsWithoutANetworkPolicy() {
        var label = "app.kubernetes.io/component: pull-model";
        assertThat(problems(Manifests.parse(PRODUCTION.replaceFirst(label, "app.kubernetes.io/component: pull"))))
                .contains(
                        "the network policy easel-pull-model selects nothing",
                        "easel-pull-model has no network policy");
    }

    @Test
    void onlyTheLocalOverlayHasNoGpu() {
        for (Path overlay : Sources.overlays()) {
            var limits = Manifests.of(overlay)
                    .revision()
                    .getContainers()
                    .getFirst()
                    .getResources()
                    .getLimits();
            assertThat(limits.containsKey("nvidia.com/gpu"))
                    .as(overlay.toString())
                    .isNotEqualTo(overlay.endsWith("local"));
        }
    }
}
