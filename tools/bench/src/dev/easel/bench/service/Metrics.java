package dev.easel.bench.service;

import java.util.HashMap;
import java.util.Map;

/**
 * A scrape of {@code /q/metrics}.
 *
 * @param sums by metric name, each the sum over all of its tags
 */
public record Metrics(Map<String, Double> sums) {

    static Metrics parse(String text) {
        var sums = new HashMap<String, Double>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> add(line, sums));
        return new Metrics(Map.copyOf(sums));
    }

    private static void add(String line, Map<String, Double> sums) {
        int value = line.lastIndexOf(' ');
        int tags = line.indexOf('{');
        var name = line.substring(0, tags < 0 ? value : tags);
        sums.merge(name, Double.parseDouble(line.substring(value + 1)), Double::sum);
    }

    private double get(String name) {
        return sums.getOrDefault(name, 0.0);
    }

    /** The differences from an earlier scrape. */
    public Metrics since(Metrics earlier) {
        var differences = new HashMap<String, Double>();
        sums.forEach((name, value) -> differences.put(name, value - earlier.get(name)));
        return new Metrics(differences);
    }

    /** Seconds in ONNX Runtime. */
    public double runSeconds() {
        return get("easel_session_run_seconds_sum");
    }

    /** Average seconds of a denoise pass. */
    public double passSeconds() {
        return get("easel_denoise_step_seconds_sum") / get("easel_denoise_step_seconds_count");
    }

    /** Average rows of a denoise pass. */
    public double rowsPerPass() {
        return get("easel_steps_total") / get("easel_denoise_step_seconds_count");
    }

    /** Generated images. */
    public long images() {
        return Math.round(get("easel_images_total"));
    }

    /** Memory that the JVM has committed, mostly for its heap, in MB of 2^20 bytes. */
    public double jvmMegabytes() {
        return get("jvm_memory_committed_bytes") / (1 << 20);
    }
}
