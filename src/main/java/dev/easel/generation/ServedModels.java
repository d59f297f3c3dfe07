package dev.easel.generation;

import dev.easel.app.ConfiguredModel;
import dev.easel.app.ConfiguredModels;
import dev.easel.engine.EngineState;
import dev.easel.engine.GenerationEngine;
import dev.easel.model.ModelDigest;
import dev.easel.pipeline.ModelDescription;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.RequestReaders;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<Optional<RequestReaders>> requests = new AtomicReference<>(Optional.empty());
    private final Map<String, CompletableFuture<String>> digests;

    ServedModels(GenerationEngine engine, ConfiguredModels models) {
        this.engine = engine;
        this.models = models;
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
        var served = engine.models();
        return served.isEmpty()
                ? Optional.empty()
                : requests.updateAndGet(built -> built.isPresent() ? built : Optional.of(readers(served)));
    }

    private RequestReaders readers(List<ModelDescription> served) {
        return new RequestReaders(served.stream()
                .map(model -> models.named(model.name())
                        .requests()
                        .reader(model, () -> ThreadLocalRandom.current().nextLong(SEEDS)))
                .toList());
    }

    /** When the newest of a model's files was written. */
    public Instant created(String model) {
        try (var files = Files.walk(models.named(model).folder().root(), FileVisitOption.FOLLOW_LINKS)) {
            return files.map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model's digest, 64 hexadecimal digits; waits for it. */
    public String digest(String model) {
        return digestOf(model).join();
    }

    private CompletableFuture<String> digestOf(String model) {
        return Objects.requireNonNull(digests.get(model), () -> "no model is called " + model);
    }
}
