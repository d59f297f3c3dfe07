package dev.easel.edge;

import dev.easel.event.AnswerEvent;
import dev.easel.event.Origin;
import dev.easel.store.ImageStore;
import dev.easel.store.StoreException;
import dev.easel.trace.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Draws once for an event, however often it is delivered: who delivers it while it is drawn gets the same answer, and so
 * does who delivers it later, from the store.
 */
@Singleton
final class EventDeliveries {
    private static final Logger LOG = Logger.getLogger("dev.easel.event");

    private final TextToImage textToImage;
    private final EventAnswers answers;
    private final ImageStore store;
    private final Problems problems;
    private final MeterRegistry registry;
    private final ExecutorService executor;
    private final Map<String, CompletableFuture<EventAnswer>> running = new ConcurrentHashMap<>();

    EventDeliveries(
            TextToImage textToImage,
            EventAnswers answers,
            ImageStore store,
            Problems problems,
            MeterRegistry registry,
            @VirtualThreads ExecutorService executor) {
        this.textToImage = textToImage;
        this.answers = answers;
        this.store = store;
        this.problems = problems;
        this.registry = registry;
        this.executor = executor;
    }

    /**
     * Answers an event. Waits for the store, so its caller has to be one that may wait.
     *
     * @param images where this service serves pictures
     * @param call what the event asks for, if it has not been answered; what it throws is a refusal
     */
    CompletionStage<EventAnswer> deliver(Origin origin, URI images, Supplier<Call> call) {
        var mine = new CompletableFuture<EventAnswer>();
        var others = running.putIfAbsent(origin.key(), mine);
        if (others != null) {
            count("joined");
            return others;
        }
        // the answer is in the store before it is no longer here, so that nobody misses it
        begin(origin, images, call).whenComplete((answer, failure) -> {
            running.remove(origin.key());
            if (failure == null) {
                mine.complete(answer);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private CompletionStage<EventAnswer> begin(Origin origin, URI images, Supplier<Call> call) {
        try {
            store.check();
            var known = store.answer(origin.key());
            if (known.isPresent()) {
                count("stored");
                return CompletableFuture.completedFuture(EventAnswer.last(event(origin, known.get())));
            }
            return draw(origin, images, call.get());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(refusal(origin, e));
        }
    }

    private CompletionStage<EventAnswer> draw(Origin origin, URI images, Call call) {
        return textToImage
                .start(call)
                .thenCompose(Generation::image)
                .thenApplyAsync(image -> answers.generated(origin, image, images), executor)
                .thenApply(event -> {
                    count("drawn");
                    return EventAnswer.last(kept(origin, event));
                })
                .exceptionallyAsync(failure -> refusal(origin, failure), executor);
    }

    private EventAnswer refusal(Origin origin, Throwable failure) {
        boolean isFinal = EventAnswers.isFinal(failure);
        count(isFinal ? "rejected" : "deferred");
        var problem = problems.of(origin.id(), TraceParent.carriedBy(origin::trace), failure);
        if (!isFinal) {
            return answers.refusedForNow(origin, problem);
        }
        var answer = answers.refused(origin, problem);
        return EventAnswer.last(kept(origin, answer.event()));
    }

    /** The answer that is kept, or, as it is better late than never, this one if none can be. */
    private AnswerEvent kept(Origin origin, AnswerEvent answer) {
        try {
            return event(origin, store.keepAnswer(origin.key(), answer.toJson()));
        } catch (StoreException e) {
            LOG.errorf("the answer to event %s is not kept: %s", origin.key(), e.getMessage());
            return answer;
        }
    }

    private static AnswerEvent event(Origin origin, byte[] json) {
        try {
            return AnswerEvent.fromJson(json);
        } catch (UncheckedIOException e) {
            throw new StoreException(
                    "the image store has an answer to event " + origin.key()
                            + " that Easel has not written; delete answers/" + origin.key() + ".json",
                    e);
        }
    }

    private void count(String answer) {
        Counter.builder("easel.events")
                .description("Events by how they were answered")
                .tag("answer", answer)
                .register(registry)
                .increment();
    }
}
