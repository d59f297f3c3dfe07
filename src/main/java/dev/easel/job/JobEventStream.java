package dev.easel.job;

import dev.easel.call.Problems;
import dev.easel.engine.JobEvent;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The events of a job as server-sent events, up to the last image or the first error. The next event is requested when the
 * one before is sent, so that a slow reader costs only its connection.
 */
@Singleton
public final class JobEventStream {
    private final ExecutorService executor;
    private final Duration keepAlive;
    private final Problems problems;
    private final EventFormat format;

    JobEventStream(@VirtualThreads ExecutorService executor, JobConfig config, Problems problems, EventFormat format) {
        this.executor = executor;
        this.keepAlive = config.keepAlive();
        this.problems = problems;
        this.format = format;
    }

    /** All events of a job. */
    public Multi<OutboundSseEvent> of(Generation job, Sse sse, RoutingContext context) {
        return of(job, EventCursor.start(job.jobs()), sse, context);
    }

    /** The events after a place. */
    Multi<OutboundSseEvent> of(Generation job, EventCursor start, Sse sse, RoutingContext context) {
        // no proxy may keep events back, or give them to another client
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var cursor = new AtomicReference<>(start);
        return Multi.createBy()
                .repeating()
                .uni(() -> next(job, cursor, sse))
                .whilst(event -> !EventFormat.ERROR.equals(event.getName())
                        && !cursor.get().isAtEnd())
                .onFailure()
                .recoverWithItem(failure -> format.error(sse.newEventBuilder(), problems.of(job.trace(), failure)));
    }

    /** The next event, or a comment if there is none for a while. */
    private Uni<OutboundSseEvent> next(Generation job, AtomicReference<EventCursor> cursor, Sse sse) {
        return Uni.createFrom()
                .completionStage(() -> cursor.get().next())
                .map(Optional::of)
                .ifNoItem()
                .after(keepAlive)
                .recoverWithItem(Optional.empty())
                .emitOn(executor)
                .onItem()
                .transformToUni(event -> event.map(known -> sent(job, known, cursor, sse))
                        .orElseGet(() -> Uni.createFrom()
                                .item(sse.newEventBuilder().comment("").build())));
    }

    private Uni<OutboundSseEvent> sent(
            Generation job, EventCursor.Indexed event, AtomicReference<EventCursor> cursor, Sse sse) {
        var after = cursor.get().past(event);
        var builder = sse.newEventBuilder().id(after.toString());
        var rendered = switch (event.numbered().event()) {
            case JobEvent.Queued(int position) ->
                Uni.createFrom().item(format.queued(builder, job, event.index(), position));
            case JobEvent.Advanced advanced ->
                Uni.createFrom().item(format.progress(builder, job, event.index(), advanced));
            case JobEvent.Preview preview ->
                Uni.createFrom().item(format.preview(builder, job, event.index(), preview));
            case JobEvent.Ended _ ->
                Uni.createFrom()
                        .completionStage(() -> file(job, event.index(), after))
                        .map(image -> format.image(builder, job, event.index(), image))
                        .onFailure()
                        .recoverWithItem(failure ->
                                format.error(builder.id(after.end().toString()), problems.describe(failure)));
        };
        return rendered.invoke(() -> cursor.set(after));
    }

    /**
     * The file of an image. The last file comes with the end of the job, and so does a failure, which may be another image's.
     * Always a stage of its own: a client that leaves cancels the stage that it waits for.
     */
    private static CompletionStage<GeneratedImage> file(Generation job, int index, EventCursor after) {
        var withTheEnd = job.images().thenApply(images -> images.get(index));
        return after.isAtEnd() ? withTheEnd : job.files().get(index).exceptionallyCompose(_ -> withTheEnd);
    }
}
