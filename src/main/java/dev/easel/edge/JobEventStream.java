package dev.easel.edge;

import dev.easel.engine.JobEvent;
import dev.easel.engine.JobEvents;
import dev.easel.image.ImageEncoder;
import dev.easel.image.ImageFormat;
import dev.easel.image.ImageMetadata;
import dev.easel.image.Pixels;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A job's events as server-sent events. The next is asked for when the one before is sent, so that a slow reader costs
 * nothing but its connection.
 */
@Singleton
final class JobEventStream {
    /** For watchers who have seen nothing yet. */
    static final long FROM_THE_START = 0;

    private static final Logger LOG = Logger.getLogger(JobEventStream.class);

    private final ExecutorService executor;
    private final Duration keepAlive;
    private final ImageEncoder encoder = new ImageEncoder();

    JobEventStream(@VirtualThreads ExecutorService executor, JobConfig config) {
        this.executor = executor;
        this.keepAlive = config.keepAlive();
    }

    /** Where the job is in the queue. */
    @RegisterForReflection
    record Queued(UUID id, int position) {}

    /** How many steps are done. */
    @RegisterForReflection
    record Progress(int step, int steps, long etaMs) {}

    /** A small picture, one pixel for each latent position. */
    @RegisterForReflection
    record Preview(int step, String mediaType, int width, int height, String b64Json) {}

    /** The number of the last event that a caller has seen, by what it says; all are sent again if it is no number. */
    static long after(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : FROM_THE_START;
    }

    /** The events after a number, up to the last. */
    Multi<OutboundSseEvent> of(Job job, long after, Sse sse) {
        var cursor = new AtomicLong(after);
        return Multi.createBy().repeating().uni(() -> next(job, cursor, sse)).whilst(event -> !isLast(event));
    }

    private static boolean isLast(OutboundSseEvent event) {
        return "image".equals(event.getName()) || "error".equals(event.getName());
    }

    private Uni<OutboundSseEvent> next(Job job, AtomicLong cursor, Sse sse) {
        return Uni.createFrom()
                .completionStage(() -> job.generation().job().events().next(cursor.get()))
                .emitOn(executor)
                .onItem()
                .transformToUni(event -> {
                    cursor.set(event.number());
                    return rendered(job, event, sse);
                })
                .ifNoItem()
                .after(keepAlive)
                .recoverWithItem(() -> sse.newEventBuilder().comment("").build());
    }

    private Uni<OutboundSseEvent> rendered(Job job, JobEvents.Numbered numbered, Sse sse) {
        var builder =
                sse.newEventBuilder().id(Long.toString(numbered.number())).mediaType(MediaType.APPLICATION_JSON_TYPE);
        return switch (numbered.event()) {
            case JobEvent.Queued(int position) ->
                Uni.createFrom()
                        .item(builder.name("queued")
                                .data(new Queued(job.generation().id(), position))
                                .build());
            case JobEvent.Progress(int step, int steps, var remaining) ->
                Uni.createFrom()
                        .item(builder.name("progress")
                                .data(new Progress(step, steps, remaining.toMillis()))
                                .build());
            case JobEvent.Preview(int step, var pixels) ->
                Uni.createFrom()
                        .item(builder.name("preview")
                                .data(preview(step, pixels))
                                .build());
            case JobEvent.Ended _ ->
                Uni.createFrom().completionStage(job.ending()).map(ending -> ended(ending, builder));
        };
    }

    private Preview preview(int step, Pixels pixels) {
        byte[] file = encoder.encode(pixels, ImageFormat.PNG, new ImageMetadata("", "{}"));
        return new Preview(
                step,
                ImageFormat.PNG.mediaType(),
                pixels.width(),
                pixels.height(),
                Base64.getEncoder().encodeToString(file));
    }

    private static OutboundSseEvent ended(Ending ending, OutboundSseEvent.Builder builder) {
        return switch (ending) {
            case Ending.Succeeded(var image) ->
                builder.name("image")
                        .data(GenerationResponse.of(image).images().getFirst())
                        .build();
            case Ending.Cancelled(var problem) ->
                builder.name("error").data(problem).build();
            case Ending.Failed(var problem) ->
                builder.name("error").data(problem).build();
        };
    }
}
