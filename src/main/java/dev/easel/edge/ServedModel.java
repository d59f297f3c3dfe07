package dev.easel.edge;

import dev.easel.engine.EngineState;
import dev.easel.engine.GenerationEngine;
import dev.easel.onnx.ModelDigest;
import dev.easel.pipeline.ModelConfig;
import dev.easel.pipeline.ModelDescription;
import dev.easel.request.Parameters;
import dev.easel.request.ParametersConfig;
import dev.easel.request.PresetsConfig;
import dev.easel.request.RejectedException;
import dev.easel.request.Rejection;
import dev.easel.request.RequestReader;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** The model as callers see it: what may be asked of it, and its identity. */
@Singleton
final class ServedModel {
    private static final Duration RETRY_WHILE_STARTING = Duration.ofSeconds(2);
    private static final Duration RETRY_ELSEWHERE = Duration.ofSeconds(10);
    private static final long SEEDS = 1L << 32;

    private final GenerationEngine engine;
    private final ModelConfig model;
    private final ParametersConfig parameters;
    private final PresetsConfig presets;
    private final CompletableFuture<String> digest = new CompletableFuture<>();

    ServedModel(GenerationEngine engine, ModelConfig model, ParametersConfig parameters, PresetsConfig presets) {
        this.engine = engine;
        this.model = model;
        this.parameters = parameters;
        this.presets = presets;
    }

    /** Reads the model's files beside the opening of its sessions: a large model's digest takes seconds. */
    void startDigest(@Observes StartupEvent event) {
        Thread.ofVirtual().name("easel-digest").start(() -> {
            try {
                digest.complete(ModelDigest.of(model.id()));
            } catch (RuntimeException | Error e) {
                digest.completeExceptionally(e);
            }
        });
    }

    /**
     * The model.
     *
     * @throws RejectedException if it is not served now
     */
    ModelDescription description() {
        return engine.model().orElseThrow(() -> unavailable(engine.state()));
    }

    static RejectedException unavailable(EngineState state) {
        return switch (state) {
            case EngineState.Opening _, EngineState.WarmingUp _, EngineState.Serving _ ->
                unavailable("The model is being opened; try again in a moment", RETRY_WHILE_STARTING);
            case EngineState.Draining _, EngineState.Closed _ ->
                unavailable("The service is stopping; another instance may answer", RETRY_ELSEWHERE);
            case EngineState.Failed _ ->
                unavailable("The model cannot be served; the service's log has the reason", RETRY_ELSEWHERE);
        };
    }

    private static RejectedException unavailable(String reason, Duration retryAfter) {
        return new RejectedException(new Rejection.Unavailable(reason, retryAfter));
    }

    /** What may be asked of the model. */
    Parameters parameters() {
        return Parameters.of(parameters, description());
    }

    /** The styles by name. */
    Map<String, PresetsConfig.Preset> presets() {
        return presets.byName();
    }

    /**
     * Reads requests for the model.
     *
     * @throws RejectedException if it is not served now
     */
    RequestReader requests() {
        return requestsIfServed().orElseThrow(() -> unavailable(engine.state()));
    }

    /** Reads requests for the model, if it is served now. */
    Optional<RequestReader> requestsIfServed() {
        return engine.model()
                .map(served -> new RequestReader(
                        served,
                        Parameters.of(parameters, served),
                        presets(),
                        () -> ThreadLocalRandom.current().nextLong(SEEDS)));
    }

    /** The model's digest, 64 hexadecimal digits; waits for it. */
    String digest() {
        return digest.join();
    }
}
