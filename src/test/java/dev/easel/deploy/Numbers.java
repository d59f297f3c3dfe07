package dev.easel.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks that the numbers of the autoscaler, the queue proxy and the engine fit together.
 *
 * @param engine {@code engine.yaml}
 */
record Numbers(Manifests manifests, JsonNode engine) {
    private static final String AUTOSCALING = "autoscaling.knative.dev/";
    /** Knative stops a container this long after its last new request, even if requests still run. */
    private static final Duration QUEUE_PROXY_DRAIN = Duration.ofSeconds(30);
    /** Easel accepts connections for this long after the signal to stop. */
    private static final Duration SHUTDOWN_DELAY =
            duration(StrictYaml.documents(Sources.text(Path.of("src/main/resources/application.yaml")))
                    .getFirst()
                    .at("/quarkus/shutdown/delay")
                    .asText());
    /** The longest timeout that Knative allows by default. */
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    private static final long IMAGE = 1024 * 1024;

    static List<String> problems(Manifests manifests) {
        var numbers = new Numbers(
                manifests,
                StrictYaml.documents(manifests.files().get("engine.yaml")).getFirst());
        var problems = new ArrayList<String>();
        numbers.rules().forEach((rule, holds) -> {
            if (!holds) {
                problems.add(rule);
            }
        });
        return problems;
    }

    private Map<String, Boolean> rules() {
        return Map.ofEntries(
                Map.entry(
                        "the target is at most the jobs of a full pass",
                        annotation("target")
                                <= Math.min(
                                        number("/easel/engine/batch/rows"),
                                        number("/easel/engine/batch/pixels") / IMAGE)),
                Map.entry(
                        "the autoscaler panics before callers get 429",
                        annotation("target") * annotation("panic-threshold-percentage") / 100
                                < number("/easel/engine/queue/jobs")),
                Map.entry("min-scale is at most max-scale", annotation("min-scale") <= annotation("max-scale")),
                Map.entry("a revision starts with a pod", annotation("initial-scale") >= 1),
                Map.entry(
                        "the queue proxy holds nothing back",
                        manifests.revision().getContainerConcurrency() == 0),
                Map.entry("Knative allows the timeout", !longer(timeout(), MAX_TIMEOUT)),
                Map.entry("the response start timeout is shorter than the timeout", longer(timeout(), responseStart())),
                Map.entry(
                        "the idle timeout is not shorter than the response start timeout",
                        !longer(responseStart(), idle())),
                Map.entry(
                        "running jobs finish when a pod stops",
                        !longer(responseStart(), QUEUE_PROXY_DRAIN.plus(drain()))),
                Map.entry(
                        "callers get an error for jobs that do not finish",
                        longer(SHUTDOWN_DELAY.plus(shutdown()), drain())),
                Map.entry(
                        "a pod stops before it is killed",
                        longer(timeout(), QUEUE_PROXY_DRAIN.plus(SHUTDOWN_DELAY).plus(shutdown()))),
                Map.entry(
                        "the progress deadline covers pulling the model and starting",
                        !longer(pull().plus(start()), progress())));
    }

    private static boolean longer(Duration one, Duration other) {
        return one.compareTo(other) > 0;
    }

    private double annotation(String name) {
        return Double.parseDouble(manifests.annotations().get(AUTOSCALING + name));
    }

    private long number(String key) {
        var value = engine.at(key);
        if (!value.isIntegralNumber()) {
            throw new AssertionError("engine.yaml has no integer at " + key);
        }
        return value.asLong();
    }

    private Duration timeout() {
        return Duration.ofSeconds(manifests.revision().getTimeoutSeconds());
    }

    private Duration responseStart() {
        return Duration.ofSeconds(manifests.revision().getResponseStartTimeoutSeconds());
    }

    private Duration idle() {
        return Duration.ofSeconds(manifests.revision().getIdleTimeoutSeconds());
    }

    private Duration drain() {
        return duration(engine.at("/easel/engine/drain_timeout").asText());
    }

    private Duration shutdown() {
        return duration(engine.at("/quarkus/shutdown/timeout").asText());
    }

    private Duration start() {
        var probe = manifests.revision().getContainers().getFirst().getStartupProbe();
        return Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
    }

    /** The deadline of the Job that pulls the model; zero without a Job. */
    private Duration pull() {
        return manifests
                .all(Job.class)
                .map(job -> Duration.ofSeconds(job.getSpec().getActiveDeadlineSeconds()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Duration progress() {
        return duration(manifests.annotations().get("serving.knative.dev/progress-deadline"));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }
}
