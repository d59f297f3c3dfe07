package dev.easel.event;

import dev.easel.generation.Call;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import dev.easel.generation.GenerationService;
import dev.easel.generation.Problems;
import dev.easel.trace.TraceParent;
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
 * Draws once for an event, however often it is delivered: who delivers it while it is drawn gets the same answer, and so
 * does who delivers it later, from the store.
 */
@Singleton
final class EventDeliveries {
    private final GenerationService textToImage;
    private final EventAnswers answers;
    private final StoredAnswers stored;
    private final Problems problems;
    private final MeterRegistry registry;
    private final ExecutorService executor;
    private final Map<String, CompletableFuture<EventAnswer>> running = new ConcurrentHashMap<>();

    EventDeliveries(
            GenerationService textToImage,
            EventAnswers answers,
            StoredAnswers stored,
            Problems problems,
            MeterRegistry registry,
            @VirtualThreads ExecutorService executor) {
        this.textToImage = textToImage;
        this.answers = answers;
        this.stored = stored;
        this.problems = problems;
        this.registry = registry;
        this.executor = executor;
        // all of them from the start on, at zero, so that the first one is seen as a change
        List.of(How.values()).forEach(this::counter);
    }

    /**
     * Answers an event. Waits for the store, so its caller has to be one that may wait.
     *
     * @param call what the event asks for, if it has not been answered; what it throws is a refusal
     */
    CompletionStage<EventAnswer> deliver(Delivery delivery, Supplier<Call> call) {
        String key = delivery.origin().key();
        var mine = new CompletableFuture<EventAnswer>();
        var others = running.putIfAbsent(key, mine);
        if (others != null) {
            count(How.JOINED);
            return others;
        }
        // a stage from its first line on: whatever fails in it, an error of the JVM too, is answered, and the key is
        // free again
        CompletableFuture.completedStage(delivery)
                .thenCompose(_ -> begin(delivery, call))
                .exceptionallyAsync(failure -> refusal(delivery, failure), executor)
                .whenComplete((answer, failure) -> {
                    // the answer is in the store before it is no longer here, so that nobody misses it
                    running.remove(key);
                    if (failure == null) {
                        mine.complete(answer);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    private CompletionStage<EventAnswer> begin(Delivery delivery, Supplier<Call> call) {
        var known = stored.find(delivery);
        if (known.isPresent()) {
            count(How.STORED);
            return CompletableFuture.completedStage(EventAnswer.last(known.get()));
        }
        return textToImage
                .start(call.get())
                .thenCompose(Generation::image)
                .thenApplyAsync(image -> drawn(delivery, image), executor);
    }

    private EventAnswer drawn(Delivery delivery, GeneratedImage image) {
        var answer = answers.generated(delivery.origin(), image);
        count(How.DRAWN);
        return EventAnswer.last(stored.keep(delivery, answer));
    }

    private EventAnswer refusal(Delivery delivery, Throwable failure) {
        boolean isFinal = EventAnswers.isFinal(failure);
        count(isFinal ? How.REJECTED : How.DEFERRED);
        var origin = delivery.origin();
        var problem = problems.of(delivery.id(), TraceParent.carriedBy(origin::trace), failure);
        return isFinal
                ? EventAnswer.last(stored.keep(delivery, answers.refused(origin, problem)))
                : answers.refusedForNow(origin, problem);
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
