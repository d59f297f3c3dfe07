package dev.easel.engine;

import dev.easel.onnx.RunListener;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What the engine tells about itself, under {@code easel.*}. Thread-safe. */
public final class EngineMetrics implements RunListener {
    private final MeterRegistry registry;
    private final Timer queue;
    private final Timer encode;
    private final Timer step;
    private final Timer decode;
    private final Counter steps;
    private final Counter images;
    private final Counter pixels;

    /** Meters in a registry. */
    public EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.queue = timer("easel.queue", "From submission to the first work on it");
        this.encode = timer("easel.encode", "Encoding of the prompts");
        this.step = timer("easel.denoise.step", "One denoise step");
        this.decode = timer("easel.decode", "Latents to pixels");
        this.steps = counter("easel.steps", "Denoise steps done");
        this.images = counter("easel.images", "Pictures drawn");
        this.pixels = counter("easel.pixels", "Pixels drawn");
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(5))
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void observeQueue(IntSupplier length) {
        Gauge.builder("easel.queue.length", length::getAsInt)
                .description("Pictures that wait")
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

    void queued(long nanoseconds) {
        queue.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void encoded(long nanoseconds) {
        encode.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void stepped(long nanoseconds) {
        step.record(nanoseconds, TimeUnit.NANOSECONDS);
        steps.increment();
    }

    void decoded(long nanoseconds) {
        decode.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void drawn(ImageParameters parameters) {
        images.increment();
        pixels.increment((double) parameters.width() * parameters.height());
    }

    @Override
    public void ran(String component, long nanoseconds) {
        Timer.builder("easel.session.run")
                .description("One forward pass within ONNX Runtime")
                .tag("component", component)
                .register(registry)
                .record(nanoseconds, TimeUnit.NANOSECONDS);
    }
}
