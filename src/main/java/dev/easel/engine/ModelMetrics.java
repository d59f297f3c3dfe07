package dev.easel.engine;

import dev.easel.onnx.RunListener;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The meters of one model, whose name is the tag {@code model}. Thread-safe. */
public final class ModelMetrics implements RunListener {
    private static final String MODEL = "model";

    private final MeterRegistry registry;
    private final String model;
    private final Map<Integer, Timer> stepsByRows = new ConcurrentHashMap<>();
    private final Map<String, Timer> runs = new ConcurrentHashMap<>();
    private final Timer encode;
    private final Timer decode;
    private final Counter steps;
    private final Counter images;
    private final Counter pixels;

    ModelMetrics(MeterRegistry registry, String model) {
        this.registry = registry;
        this.model = model;
        this.encode = timer("easel.encode", "Encoding of the prompts, of all jobs that begin together");
        this.decode = timer("easel.decode", "Latents to pixels");
        this.steps = counter("easel.steps", "Denoise steps done, of all jobs");
        this.images = counter("easel.images", "Images drawn");
        this.pixels = counter("easel.pixels", "Pixels drawn");
        // registered at zero: the rate of a counter that begins with 1 misses the first event
        Arrays.stream(Limit.values()).forEach(this::refusals);
        Outcome.NAMES.forEach(this::jobs);
    }

    private Timer timer(String name, String description, String... tags) {
        return EngineMetrics.histogram(name, description)
                .tag(MODEL, model)
                .tags(tags)
                .register(registry);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name)
                .description(description)
                .tag(MODEL, model)
                .tags(tags)
                .register(registry);
    }

    void observeQueue(IntSupplier length) {
        Gauge.builder("easel.queue.length", length::getAsInt)
                .description("Images that are accepted and not finished")
                .tag(MODEL, model)
                .strongReference(true)
                .register(registry);
    }

    void serving(ModelDescription description) {
        Gauge.builder("easel.model.info", () -> 1)
                .description("A model that is served")
                .tag(MODEL, model)
                .tag("family", description.family())
                .tag("device", description.device())
                .strongReference(true)
                .register(registry);
    }

    void encoded(long nanoseconds) {
        encode.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** Measures one pass; the configuration bounds its rows and with them the values of the tag. */
    void denoised(int jobs, int rows, long nanoseconds) {
        stepsByRows.computeIfAbsent(rows, this::stepTimer).record(nanoseconds, TimeUnit.NANOSECONDS);
        steps.increment(jobs);
    }

    private Timer stepTimer(int rows) {
        return timer(
                "easel.denoise.step", "One denoise step, by the rows that share it", "rows", Integer.toString(rows));
    }

    void decoded(long nanoseconds) {
        decode.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void refused(Limit limit, int images) {
        refusals(limit).increment(images);
    }

    private Counter refusals(Limit limit) {
        return counter(
                "easel.refusals", "Images not accepted, by what was exhausted", "limit", EngineMetrics.tag(limit));
    }

    void ended(ImageParameters parameters, Outcome outcome) {
        jobs(outcome.name()).increment();
        if (outcome instanceof Outcome.Drawn) {
            images.increment();
            pixels.increment((double) parameters.width() * parameters.height());
        }
    }

    private Counter jobs(String outcome) {
        return counter("easel.jobs", "Accepted images that ended, by how", "outcome", outcome);
    }

    @Override
    public void ran(String component, long nanoseconds) {
        runs.computeIfAbsent(component, this::runTimer).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    @Override
    public void unusable(String component) {
        unusables(component).increment();
    }

    private Counter unusables(String component) {
        return counter(
                "easel.unusable",
                "Passes whose numbers were not finite, or an image of one colour",
                "component",
                component);
    }

    private Timer runTimer(String component) {
        // each component has run before the model is served
        unusables(component);
        return Timer.builder("easel.session.run")
                .description("One forward pass within ONNX Runtime")
                .tag(MODEL, model)
                .tag("component", component)
                .register(registry);
    }
}
