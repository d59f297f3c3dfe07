package dev.easel.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the autoscaler, the queue proxy and the engine mean the same numbers.
 *
 * @param engine {@code engine.yaml}
 */
record Numbers(Manifests manifests, JsonNode engine) {
    private static final String AUTOSCALING = "autoscaling.knative.dev/";
    /** Knative asks a container to stop when no new request has come for so long; requests that run do not count. */
    private static final Duration QUEUE_PROXY_DRAIN = Duration.ofSeconds(30);
    /** How long Easel goes on answering before it waits for requests. */
    private static final Duration SHUTDOWN_DELAY =
            duration(StrictYaml.documents(Sources.text(Path.of("src/main/resources/application.yaml")))
                    .getFirst()
                    .at("/quarkus/shutdown/delay")
                    .asText());
    /** The most that Knative allows unless its operator says otherwise. */
    private static final Duration MOST_TIMEOUT = Duration.ofMinutes(10);

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
                        "the target is at most what shares a pass",
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
                Map.entry("Knative allows the timeout", !longer(timeout(), MOST_TIMEOUT)),
                Map.entry("a response may start until the timeout", longer(timeout(), responseStart())),
                Map.entry("nobody is cut off as idle before a response may start", !longer(responseStart(), idle())),
                Map.entry(
                        "what runs when a pod is asked to stop is drawn to its end",
                        !longer(responseStart(), QUEUE_PROXY_DRAIN.plus(drain()))),
                Map.entry("callers hear what cannot be drawn", longer(SHUTDOWN_DELAY.plus(shutdown()), drain())),
                Map.entry(
                        "a pod has stopped before it is killed",
                        longer(timeout(), QUEUE_PROXY_DRAIN.plus(SHUTDOWN_DELAY).plus(shutdown()))),
                Map.entry(
                        "a revision may take as long as the model and its start",
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
            throw new AssertionError("engine.yaml has no number at " + key);
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

    /** The Job that pulls the model, where there is one. */
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
