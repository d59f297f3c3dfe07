package dev.easel.generation;

import dev.easel.app.ConfiguredModel;
import dev.easel.app.ConfiguredModels;
import dev.easel.engine.EngineState;
import dev.easel.engine.GenerationEngine;
import dev.easel.model.ModelDigest;
import dev.easel.pipeline.ModelDescription;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.Parameters;
import dev.easel.request.PresetsConfig;
import dev.easel.request.RequestReader;
import dev.easel.request.RequestReaders;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The models as callers see them: what may be asked of each, and its identity. */
@Singleton
public final class ServedModels {
    private static final Logger LOG = Logger.getLogger("dev.easel");
    private static final Duration RETRY_WHILE_STARTING = Duration.ofSeconds(2);
    private static final Duration RETRY_ELSEWHERE = Duration.ofSeconds(10);
    private static final long SEEDS = 1L << 32;

    private final GenerationEngine engine;
    private final ConfiguredModels models;
    private final PresetsConfig presets;
    private final Map<String, CompletableFuture<String>> digests;

    ServedModels(GenerationEngine engine, ConfiguredModels models, PresetsConfig presets) {
        this.engine = engine;
        this.models = models;
        this.presets = presets;
        this.digests = models.all().stream()
                .collect(Collectors.toUnmodifiableMap(ConfiguredModel::name, model -> new CompletableFuture<>()));
    }

    /**
     * Reads the models' files once they are served: a large model's digest takes seconds, and must not take the cores of the
     * start. The first image waits for it at its end.
     */
    void startDigests(@Observes StartupEvent event) {
        engine.started()
                .thenRun(() -> models.all()
                        .forEach(model -> Thread.ofPlatform()
                                .name("easel-digest-" + model.name())
                                .daemon()
                                .start(() -> makeDigest(model))));
    }

    private void makeDigest(ConfiguredModel model) {
        var digest = digestOf(model.name());
        try {
            digest.complete(ModelDigest.of(model.folder().root()));
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "the files of the model %s cannot be read", model.name());
            digest.completeExceptionally(e);
            Quarkus.asyncExit(1);
        }
    }

    /**
     * The models, the default first.
     *
     * @throws RejectedException if they are not served now
     */
    public List<ModelDescription> descriptions() {
        var served = engine.models();
        if (served.isEmpty()) {
            throw unavailable(engine.state());
        }
        return served;
    }

    public static RejectedException unavailable(EngineState state) {
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

    /** What may be asked of a model. */
    public Parameters parameters(ModelDescription model) {
        return models.named(model.name()).parameters(model);
    }

    /** The styles by name. */
    public Map<String, PresetsConfig.Preset> presets() {
        return presets.byName();
    }

    /**
     * Reads requests for the models.
     *
     * @throws RejectedException if they are not served now
     */
    public RequestReaders requests() {
        return requestsIfServed().orElseThrow(() -> unavailable(engine.state()));
    }

    /** Reads requests for the models, if they are served now. */
    public Optional<RequestReaders> requestsIfServed() {
        return Optional.of(engine.models())
                .filter(served -> !served.isEmpty())
                .map(served -> new RequestReaders(
                        served.stream().map(model -> reader(model, served)).toList()));
    }

    private RequestReader reader(ModelDescription model, List<ModelDescription> served) {
        var names = served.stream().map(ModelDescription::name).collect(Collectors.toUnmodifiableSet());
        return new RequestReader(
                model,
                names,
                parameters(model),
                presets(),
                () -> ThreadLocalRandom.current().nextLong(SEEDS));
    }

    /** A model's digest, 64 hexadecimal digits; waits for it. */
    public String digest(String model) {
        return digestOf(model).join();
    }

    /** The digests of all models, the default first; absent while they are computed. */
    public SequencedMap<String, Optional<String>> digests() {
        var known = new LinkedHashMap<String, Optional<String>>();
        for (var model : models.all()) {
            var digest = digestOf(model.name());
            known.put(model.name(), digest.isDone() ? Optional.of(digest.join()) : Optional.empty());
        }
        return known;
    }

    private CompletableFuture<String> digestOf(String model) {
        return Objects.requireNonNull(digests.get(model), () -> "no model is called " + model);
    }
}
