package dev.easel.engine;

import dev.easel.onnx.RunListener;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What the engine tells about itself, under {@code easel.*}. Thread-safe. */
public final class EngineMetrics implements RunListener {
    private final MeterRegistry registry;
    private final Map<Priority, Timer> queue = new EnumMap<>(Priority.class);
    private final Map<Integer, Timer> stepsByRows = new ConcurrentHashMap<>();
    private final Map<String, Timer> runs = new ConcurrentHashMap<>();
    private final Timer encode;
    private final Timer decode;
    private final Counter steps;
    private final Counter preemptions;
    private final Counter images;
    private final Counter pixels;

    /** Meters in a registry. */
    public EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var priority : Priority.values()) {
            queue.put(
                    priority,
                    timer(
                            "easel.queue",
                            "From submission to the first step, without the encoding",
                            "priority",
                            tag(priority)));
        }
        this.encode = timer("easel.encode", "Encoding of the prompts, of all jobs that begin together");
        this.decode = timer("easel.decode", "Latents to pixels");
        this.steps = counter("easel.steps", "Denoise steps done, of all jobs");
        this.preemptions = counter("easel.preemptions", "Jobs that lost their rows to others between two steps");
        this.images = counter("easel.images", "Pictures drawn");
        this.pixels = counter("easel.pixels", "Pixels drawn");
    }

    private Timer timer(String name, String description, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(5))
                .register(registry);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    void observeQueue(IntSupplier length) {
        Gauge.builder("easel.queue.length", length::getAsInt)
                .description("Pictures that are accepted and not finished")
                .strongReference(true)
                .register(registry);
    }

    void serving(ModelDescription model) {
        Gauge.builder("easel.model.info", () -> 1)
                .description("The model that is served")
                .tag("model", model.name())
                .tag("family", model.family())
                .tag("device", model.device())
                .strongReference(true)
                .register(registry);
    }

    void queued(Priority priority, long nanoseconds) {
        Objects.requireNonNull(queue.get(priority)).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void encoded(long nanoseconds) {
        encode.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** One pass; its rows are bounded by the configuration, so the tag is. */
    void stepped(int jobs, int rows, long nanoseconds) {
        stepsByRows.computeIfAbsent(rows, this::stepTimer).record(nanoseconds, TimeUnit.NANOSECONDS);
        steps.increment(jobs);
    }

    private Timer stepTimer(int rows) {
        return timer(
                "easel.denoise.step", "One denoise step, by the rows that share it", "rows", Integer.toString(rows));
    }

    void preempted() {
        preemptions.increment();
    }

    void decoded(long nanoseconds) {
        decode.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void refused(Limit limit) {
        counter("easel.refusals", "Pictures not accepted, by what was exhausted", "limit", tag(limit))
                .increment();
    }

    void ended(ImageParameters parameters, Outcome outcome) {
        String kind = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        counter("easel.jobs", "Accepted pictures that ended, by how", "outcome", kind)
                .increment();
        if (outcome instanceof Outcome.Drawn) {
            images.increment();
            pixels.increment((double) parameters.width() * parameters.height());
        }
    }

    @Override
    public void ran(String component, long nanoseconds) {
        runs.computeIfAbsent(component, this::runTimer).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    @Override
    public void unusable(String component) {
        counter(
                        "easel.unusable",
                        "Passes whose numbers were not finite or a picture of one colour",
                        "component",
                        component)
                .increment();
    }

    private Timer runTimer(String component) {
        return Timer.builder("easel.session.run")
                .description("One forward pass within ONNX Runtime")
                .tag("component", component)
                .register(registry);
    }

    private static String tag(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
