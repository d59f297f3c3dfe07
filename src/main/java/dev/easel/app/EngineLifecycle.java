package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.engine.EngineMetrics;
import dev.easel.engine.EngineState;
import dev.easel.engine.GenerationEngine;
import dev.easel.engine.ModelToServe;
import dev.easel.engine.OpeningException;
import dev.easel.gpu.GpuMetrics;
import dev.easel.hub.HubException;
import dev.easel.lora.LoraException;
import dev.easel.model.ModelException;
import dev.easel.onnx.DeviceException;
import dev.easel.onnx.OverflowRetry;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.family.Pipelines;
import dev.easel.request.parameter.FeaturesConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.VertxOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Starts the engine with the service, stops the service if a model cannot be served, and drains before it ends. */
@Singleton
final class EngineLifecycle implements VertxOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger("dev.easel");
    private static final int EXIT_CODE = 1;

    private final ConfiguredModels models;
    private final RuntimeConfig runtime;
    private final OverflowRetry retry;
    private final StartConfig start;
    private final MeterRegistry registry;
    private final EngineMetrics metrics;
    private final GenerationEngine engine;
    private final StartReport report;
    private final AtomicBoolean begun = new AtomicBoolean();

    EngineLifecycle(
            ConfiguredModels models,
            RuntimeConfig runtime,
            FeaturesConfig features,
            EngineConfig config,
            StartConfig start,
            MeterRegistry registry) {
        this.models = models;
        this.runtime = runtime;
        this.retry = features.blackFix() ? OverflowRetry.WIDER : OverflowRetry.NEVER;
        this.start = start;
        this.registry = registry;
        this.metrics = new EngineMetrics(registry);
        this.report = new StartReport(registry);
        this.engine = new GenerationEngine(
                models.all().stream().map(this::toServe).toList(), config, metrics, EngineLifecycle::exit);
    }

    @Produces
    @Singleton
    GenerationEngine engine() {
        return engine;
    }

    /** Vert.x is what Quarkus makes first once the configuration is read: models open while the rest of it starts. */
    @Override
    public void accept(VertxOptions options) {
        begin();
    }

    void start(@Observes StartupEvent event) {
        // in dev mode a changed application restarts, but Vert.x does not
        begin();
        Gauge.builder("easel.ready", () -> engine.state() instanceof EngineState.Serving ? 1 : 0)
                .description("1 while images are accepted")
                .strongReference(true)
                .register(registry);
        // beside the models' opening, as a driver that sleeps takes its time
        Thread.ofPlatform().name("easel-gpu").daemon().start(() -> GpuMetrics.register(registry));
    }

    private void begin() {
        if (begun.compareAndSet(false, true)) {
            // on a thread of its own, as finding the files and the memory for them takes a while too
            Thread.ofPlatform().name("easel-read-ahead").daemon().start(this::readAhead);
            engine.started().thenAccept(report::serving);
            engine.start();
        }
    }

    /** Reads ahead while sessions open; opening a model reports errors of its folder. */
    private void readAhead() {
        try {
            var folders = models.all().stream().map(ConfiguredModel::folder).toList();
            ReadAhead.of(folders, start.readAhead()).begin();
        } catch (RuntimeException e) {
            LOG.debugf("no model is read ahead: %s", e.getMessage());
        }
    }

    void listening(@ObservesAsync HttpServerStart event) {
        report.listening();
    }

    /** As soon as the process is asked to end: readiness fails, and new work is refused. */
    void startDraining(@Observes ShutdownDelayInitiatedEvent event) {
        engine.startDraining();
    }

    /** No request waits any more, so nobody would get what is not finished. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        engine.drain(Duration.ZERO);
    }

    private ModelToServe toServe(ConfiguredModel model) {
        return new ModelToServe(model.name(), () -> open(model), model.batch(), model.queue());
    }

    private DiffusionPipeline open(ConfiguredModel model) {
        var pipeline = Pipelines.open(model.folder(), model.settings(), retry, runtime, metrics.of(model.name()));
        try {
            model.requests().reader(pipeline.description());
            return pipeline;
        } catch (IllegalArgumentException e) {
            pipeline.close();
            throw e;
        }
    }

    private static void exit(Throwable failure) {
        if (failure instanceof OpeningException opening) {
            tell(opening);
        } else {
            LOG.error("the engine cannot start", failure);
        }
        Quarkus.asyncExit(EXIT_CODE);
    }

    private static void tell(OpeningException opening) {
        switch (opening.getCause()) {
            case ModelException e -> LOG.errorf("the model %s cannot be served: %s", opening.model(), e.getMessage());
            case HubException e -> LOG.errorf("the model %s cannot be served: %s", opening.model(), e.getMessage());
            case LoraException e ->
                LOG.errorf("a LoRA adapter of the model %s cannot be used: %s", opening.model(), e.getMessage());
            case DeviceException e -> LOG.errorf("the device cannot be used: %s", e.getMessage());
            case IllegalArgumentException e -> LOG.errorf("the configuration is invalid: %s", e.getMessage());
            case null, default -> LOG.errorf(opening.getCause(), "the model %s cannot be opened", opening.model());
        }
    }
}
