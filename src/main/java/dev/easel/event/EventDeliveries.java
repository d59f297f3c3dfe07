package dev.easel.event;

import dev.easel.call.Call;
import dev.easel.call.Problems;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import dev.easel.generation.GenerationService;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Generates once for an event, however often it is delivered: a delivery while the event is being worked on gets the same
 * answer, and so does a later one, from the store.
 */
@Singleton
final class EventDeliveries {
    private final GenerationService generations;
    private final AnswerFactory answers;
    private final AnswerStore stored;
    private final Problems problems;
    private final MeterRegistry registry;
    private final ExecutorService executor;
    private final Map<String, CompletableFuture<Reply>> running = new ConcurrentHashMap<>();

    EventDeliveries(
            GenerationService generations,
            AnswerFactory answers,
            AnswerStore stored,
            Problems problems,
            MeterRegistry registry,
            @VirtualThreads ExecutorService executor) {
        this.generations = generations;
        this.answers = answers;
        this.stored = stored;
        this.problems = problems;
        this.registry = registry;
        this.executor = executor;
        // all at zero from the start, so that a rate sees the first event
        List.of(How.values()).forEach(this::counter);
    }

    /**
     * Answers an event. Waits for the store, so that its caller must not be an event loop.
     *
     * @param call reads the call of an event that has not been answered; throws a refusal
     */
    CompletionStage<Reply> deliver(Delivery delivery, Supplier<Call> call) {
        String key = delivery.origin().key();
        var mine = new CompletableFuture<Reply>();
        var others = running.putIfAbsent(key, mine);
        if (others != null) {
            count(How.JOINED);
            return others;
        }
        // all of it within a stage: every failure, even an error of the JVM, is answered and frees the key
        CompletableFuture.completedStage(delivery)
                .thenCompose(_ -> begin(delivery, call))
                .exceptionallyAsync(failure -> refusal(delivery, failure), executor)
                .whenComplete((answer, failure) -> {
                    // the answer is in the store before it leaves the map, so that no delivery misses it
                    running.remove(key);
                    if (failure == null) {
                        mine.complete(answer);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    private CompletionStage<Reply> begin(Delivery delivery, Supplier<Call> call) {
        var known = stored.find(delivery);
        if (known.isPresent()) {
            count(How.STORED);
            return CompletableFuture.completedStage(Reply.last(known.get()));
        }
        return generations
                .start(call.get())
                .thenCompose(Generation::images)
                .thenApplyAsync(images -> generated(delivery, images), executor);
    }

    private Reply generated(Delivery delivery, List<GeneratedImage> images) {
        var answer = answers.generated(delivery.origin(), images);
        count(How.DRAWN);
        return Reply.last(stored.keep(delivery, answer));
    }

    private Reply refusal(Delivery delivery, Throwable failure) {
        boolean isFinal = isFinal(failure);
        count(isFinal ? How.REJECTED : How.DEFERRED);
        var origin = delivery.origin();
        var problem = problems.of(delivery.trace(), failure);
        return isFinal
                ? Reply.last(stored.keep(delivery, answers.rejected(origin, problem)))
                : answers.rejectedForNow(origin, problem);
    }

    /** Whether a failure is the request's own, so that another delivery fails as well or comes too late. */
    private static boolean isFinal(Throwable failure) {
        return Problems.cause(failure) instanceof RejectedException rejected
                && switch (rejected.rejection()) {
                    case Rejection.Invalid _, Rejection.Expired _ -> true;
                    case Rejection.Unknown _,
                            Rejection.Full _,
                            Rejection.Unavailable _,
                            Rejection.Abandoned _,
                            Rejection.Failed _ -> false;
                };
    }

    private void count(How how) {
        counter(how).increment();
    }

    private Counter counter(How how) {
        return Counter.builder("easel.events")
                .description("Events by how they were answered")
                .tag("answer", how.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** How an event was answered. */
    private enum How {
        DRAWN,
        JOINED,
        STORED,
        REJECTED,
        DEFERRED
    }
}
