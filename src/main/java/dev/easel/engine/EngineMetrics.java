package dev.easel.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The engine's meters, under {@code easel.*}. Thread-safe. */
public final class EngineMetrics {
    private final MeterRegistry registry;
    private final Map<Priority, Timer> queue = new EnumMap<>(Priority.class);
    private final Map<String, ModelMetrics> byModel = new ConcurrentHashMap<>();
    private final Counter preemptions;

    /** Meters in a registry. */
    public EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var priority : Priority.values()) {
            var timer = histogram("easel.queue", "From submission to the first step, without the encoding")
                    .tag("priority", tag(priority))
                    .register(registry);
            queue.put(priority, timer);
        }
        this.preemptions = Counter.builder("easel.preemptions")
                .description("Jobs that lost their rows to others between two steps")
                .register(registry);
    }

    static Timer.Builder histogram(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(5));
    }

    /** The meters of a model of the configuration. */
    public ModelMetrics of(String model) {
        return byModel.computeIfAbsent(model, name -> new ModelMetrics(registry, name));
    }

    void queued(Priority priority, long nanoseconds) {
        Objects.requireNonNull(queue.get(priority)).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void preempted() {
        preemptions.increment();
    }

    static String tag(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
