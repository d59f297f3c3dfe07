package dev.easel.bench.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a service is started with.
 *
 * @param model what it serves
 * @param environment its settings
 * @param options of its JVM
 * @param launch what starts it
 */
public record Settings(Model model, Map<String, String> environment, List<String> options, Launch launch) {
    private static final String BATCHING = "EASEL_ENGINE_BATCHING";

    /** What starts a service. */
    public enum Launch {
        /** The package's {@code launch}, with all that makes its start fast. */
        SHIPPED,
        /** {@code java -jar} and nothing more. */
        PLAIN_JAR
    }

    /** As shipped. */
    public static Settings of(Model model) {
        return new Settings(model, model.environment(), List.of(), Launch.SHIPPED);
    }

    /** With one more setting. */
    public Settings with(String variable, Object value) {
        var more = new TreeMap<>(environment);
        more.put(variable, value.toString());
        return new Settings(model, Map.copyOf(more), options, launch);
    }

    /** With a way to share forward passes: {@code step}, {@code request} or {@code off}. */
    public Settings batching(String way) {
        return with(BATCHING, way);
    }

    /** With an option of the JVM. */
    public Settings option(String option) {
        var more = new ArrayList<>(options);
        more.add(option);
        return new Settings(model, environment, List.copyOf(more), launch);
    }

    /** Started otherwise. */
    public Settings by(Launch other) {
        return new Settings(model, environment, options, other);
    }
}
