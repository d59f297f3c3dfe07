package dev.easel.simulator;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The autoscaling settings of a revision.
 *
 * @param set the values that differ from Knative's defaults
 */
record Autoscaling(Map<Knob, Double> set) {
    static final Autoscaling DEFAULT = new Autoscaling(Map.of());

    private static final double LEAST_TARGET = 0.01;

    Autoscaling {
        set = Map.copyOf(set);
    }

    Autoscaling with(Knob knob, double value) {
        var changed = new LinkedHashMap<>(set);
        changed.put(knob, value);
        return new Autoscaling(changed);
    }

    /** Always the same number of pods. */
    Autoscaling fixed(int pods) {
        return with(Knob.MIN_SCALE, pods).with(Knob.MAX_SCALE, pods).with(Knob.INITIAL_SCALE, pods);
    }

    double value(Knob knob) {
        return set.getOrDefault(knob, knob.defaultValue());
    }

    int count(Knob knob) {
        return (int) value(knob);
    }

    /**
     * The mean concurrency to aim at for each pod: {@code ResolveMetricTarget} in
     * {@code pkg/reconciler/autoscaling/resources/target.go}.
     */
    double aim() {
        return Math.max(LEAST_TARGET, value(Knob.TARGET) * value(Knob.UTILIZATION) / 100);
    }

    /** Such as {@code min-scale 1, target 8}. */
    String text() {
        var words = sorted().entrySet().stream()
                .map(entry -> entry.getKey().label() + " " + entry.getKey().text(entry.getValue()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "Knative's defaults" : words;
    }

    List<String> annotations() {
        return sorted().entrySet().stream()
                .map(entry -> entry.getKey().annotation(entry.getValue()))
                .toList();
    }

    private Map<Knob, Double> sorted() {
        var sorted = new EnumMap<Knob, Double>(Knob.class);
        sorted.putAll(set);
        return sorted;
    }
}
