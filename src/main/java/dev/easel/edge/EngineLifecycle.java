package dev.easel.edge;

import dev.easel.engine.EngineConfig;
import dev.easel.engine.EngineMetrics;
import dev.easel.engine.GenerationEngine;
import dev.easel.hub.HubException;
import dev.easel.lora.AdapterException;
import dev.easel.onnx.DeviceException;
import dev.easel.onnx.ModelException;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ModelConfig;
import dev.easel.pipeline.Pipelines;
import dev.easel.request.Parameters;
import dev.easel.request.ParametersConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Starts the engine with the service, stops the service if the model cannot be served, and drains before it ends. */
@Singleton
final class EngineLifecycle {
    private static final Logger LOG = Logger.getLogger("dev.easel");
    private static final int EXIT_CODE = 1;

    private final ModelConfig model;
    private final RuntimeConfig runtime;
    private final ParametersConfig parameters;
    private final EngineMetrics metrics;
    private final GenerationEngine engine;

    EngineLifecycle(
            ModelConfig model,
            RuntimeConfig runtime,
            ParametersConfig parameters,
            EngineConfig config,
            MeterRegistry registry) {
        this.model = model;
        this.runtime = runtime;
        this.parameters = parameters;
        this.metrics = new EngineMetrics(registry);
        this.engine = new GenerationEngine(this::open, config, metrics, EngineLifecycle::exit);
    }

    @Produces
    @Singleton
    GenerationEngine engine() {
        return engine;
    }

    void start(@Observes StartupEvent event) {
        engine.start();
    }

    /** As soon as the process is asked to end: readiness fails, and new work is refused. */
    void startDraining(@Observes ShutdownDelayInitiatedEvent event) {
        engine.startDraining();
    }

    /** No request waits any more, so nobody would get what is not finished. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        engine.drain(Duration.ZERO);
    }

    private DiffusionPipeline open() {
        var pipeline = Pipelines.open(Pipelines.locate(model, model.name()), model, runtime, metrics);
        try {
            Parameters.of(parameters, pipeline.description());
            return pipeline;
        } catch (IllegalArgumentException e) {
            pipeline.close();
            throw e;
        }
    }

    private static void exit(Throwable failure) {
        switch (failure) {
            case ModelException e -> LOG.errorf("the model cannot be served: %s", e.getMessage());
            case HubException e -> LOG.errorf("the model cannot be served: %s", e.getMessage());
            case AdapterException e -> LOG.errorf("a LoRA adapter cannot be used: %s", e.getMessage());
            case DeviceException e -> LOG.errorf("the device cannot be used: %s", e.getMessage());
            case IllegalArgumentException e -> LOG.errorf("the configuration is invalid: %s", e.getMessage());
            default -> LOG.error("the engine cannot start", failure);
        }
        Quarkus.asyncExit(EXIT_CODE);
    }
}
