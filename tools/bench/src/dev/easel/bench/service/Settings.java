package dev.easel.bench.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a service is started.
 *
 * @param model the served model
 * @param environment environment variables
 * @param options JVM options
 * @param launch the launcher
 */
public record Settings(Model model, Map<String, String> environment, List<String> options, Launch launch) {
    private static final String BATCHING = "EASEL_ENGINE_BATCHING";

    /** The launcher of a service. */
    public enum Launch {
        /** The {@code launch} script of the package, which makes the start fast. */
        SHIPPED,
        /** {@code java -jar} and nothing more. */
        PLAIN_JAR
    }

    /** The shipped settings. */
    public static Settings of(Model model) {
        return new Settings(model, model.environment(), List.of(), Launch.SHIPPED);
    }

    /** A copy with one more environment variable. */
    public Settings with(String variable, Object value) {
        var more = new TreeMap<>(environment);
        more.put(variable, value.toString());
        return new Settings(model, Map.copyOf(more), options, launch);
    }

    /** A copy with a batching mode: {@code step}, {@code request} or {@code off}. */
    public Settings batching(String mode) {
        return with(BATCHING, mode);
    }

    /** A copy with one more JVM option. */
    public Settings option(String option) {
        var more = new ArrayList<>(options);
        more.add(option);
        return new Settings(model, environment, List.copyOf(more), launch);
    }

    /** A copy with another launcher. */
    public Settings launchedBy(Launch other) {
        return new Settings(model, environment, options, other);
    }
}
