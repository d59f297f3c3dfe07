package dev.easel.generation;

import dev.easel.engine.EngineConfig;
import dev.easel.engine.EngineState;
import dev.easel.engine.GenerationEngine;
import dev.easel.engine.Limit;
import dev.easel.pipeline.ModelDescription;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.RequestReaders;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The models as callers see them: what each can be asked for, and its identity. Thread-safe. */
public final class ServedModels {
    private static final Logger LOG = Logger.getLogger("dev.easel");
    private static final Duration RETRY_WHILE_STARTING = Duration.ofSeconds(2);
    private static final Duration RETRY_ELSEWHERE = Duration.ofSeconds(10);

    private final GenerationEngine engine;
    private final Map<String, Model> models;
    private final AtomicReference<Optional<RequestReaders>> readers = new AtomicReference<>(Optional.empty());

    private record Model(ModelEntry entry, CompletableFuture<String> digest) {}

    /**
     * The models of the configuration.
     *
     * @param engine serves them
     */
    public ServedModels(GenerationEngine engine, Collection<ModelEntry> models) {
        this.engine = engine;
        this.models = models.stream()
                .map(entry -> new Model(entry, new CompletableFuture<>()))
                .collect(Collectors.toUnmodifiableMap(model -> model.entry().name(), Function.identity()));
        // the digest of a large model takes seconds, which the start needs; the first image waits for it
        engine.started().thenRun(this::startDigests);
    }

    private void startDigests() {
        models.forEach((name, model) ->
                Thread.ofPlatform().name("easel-digest-" + name).daemon().start(() -> digest(model)));
    }

    private static void digest(Model model) {
        try {
            model.digest().complete(model.entry().digest().get());
        } catch (RuntimeException | Error e) {
            LOG.errorf(
                    e, "the files of the model %s cannot be read", model.entry().name());
            model.digest().completeExceptionally(e);
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

    /** The refusal of a request while no model is served. */
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

    /** The sentence for a caller whose request exceeds a limit of a model's queue. */
    String inWords(String model, Limit limit) {
        return inWords(named(model).entry().queue(), limit);
    }

    /** The sentence for a caller whose request exceeds a limit of a queue. */
    public static String inWords(EngineConfig.Queue queue, Limit limit) {
        return switch (limit) {
            case JOBS -> "The queue is full (" + queue.jobs() + " images).";
            case ROWS -> "The queue is full (" + queue.rows() + " rows; an image with guidance has two).";
            case PIXELS -> "The queue is full (" + queue.pixels() + " pixels).";
            case CALLER -> "Your share of the queue is full; the rest is for other callers.";
        };
    }

    /**
     * The readers of requests.
     *
     * @throws RejectedException if no model is served now
     */
    public RequestReaders requests() {
        return requestsIfServed().orElseThrow(() -> unavailable(engine.state()));
    }

    /** The readers of requests, if the models are served now. */
    public Optional<RequestReaders> requestsIfServed() {
        var served = engine.models();
        return served.isEmpty()
                ? Optional.empty()
                : readers.updateAndGet(known -> known.or(() -> Optional.of(readers(served))));
    }

    private RequestReaders readers(List<ModelDescription> served) {
        return new RequestReaders(served.stream()
                .map(model -> named(model.name()).entry().reader().apply(model))
                .toList());
    }

    /** When the newest of a model's files was written. */
    public Instant created(String model) {
        return named(model).entry().created().get();
    }

    /** A model's digest, 64 hexadecimal digits; waits for it. */
    public String digest(String model) {
        return named(model).digest().join();
    }

    /** The digests of all models by name; absent while they are computed. */
    public SortedMap<String, Optional<String>> digests() {
        var known = new TreeMap<String, Optional<String>>();
        models.forEach((name, model) -> known.put(
                name, model.digest().isDone() ? Optional.of(model.digest().join()) : Optional.empty()));
        return known;
    }

    private Model named(String name) {
        return Objects.requireNonNull(models.get(name), () -> "no model is called " + name);
    }
}
