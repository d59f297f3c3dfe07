package dev.easel.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.engine.JobEvent;
import dev.easel.engine.JobEvents;
import dev.easel.generation.GenerationResponse;
import dev.easel.generation.Problems;
import dev.easel.image.Pixels;
import dev.easel.image.file.ImageEncoder;
import dev.easel.image.file.ImageFormat;
import dev.easel.image.file.ImageMetadata;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A job's events as server-sent events. The next is asked for when the one before is sent, so that a slow reader costs
 * nothing but its connection.
 */
@Singleton
public final class JobEventStream {
    /** For watchers who have seen nothing yet. */
    public static final long FROM_THE_START = 0;

    private static final String IMAGE = "image";
    private static final String ERROR = "error";

    private final ExecutorService executor;
    private final Duration keepAlive;
    private final ObjectMapper mapper;
    private final Problems problems;
    private final ImageEncoder encoder = new ImageEncoder();

    JobEventStream(@VirtualThreads ExecutorService executor, JobConfig config, ObjectMapper mapper, Problems problems) {
        this.problems = problems;
        this.mapper = mapper;
        this.executor = executor;
        this.keepAlive = config.keepAlive();
    }

    /** Where the job is in the queue. */
    @RegisterForReflection
    record Queued(UUID id, int position) {}

    /** How many steps are done. */
    @RegisterForReflection
    record Progress(int step, int steps, long etaMs) {}

    /** A small image, one pixel for each latent position. */
    @RegisterForReflection
    record Preview(int step, String mediaType, int width, int height, String b64Json) {}

    /** The number of the last event that a caller has seen, by what it says; all are sent again if it is no number. */
    static long after(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : FROM_THE_START;
    }

    /** The events after a number, up to the last. */
    public Multi<OutboundSseEvent> of(Job job, long after, Sse sse, RoutingContext context) {
        // nobody between is to keep events back or to give them to another caller
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var cursor = new AtomicLong(after);
        return Multi.createBy()
                .repeating()
                .uni(() -> next(job, cursor, sse))
                .whilst(event -> !isLast(event))
                .onFailure()
                .recoverWithItem(failure -> failed(job, failure, sse));
    }

    private static boolean isLast(OutboundSseEvent event) {
        return IMAGE.equals(event.getName()) || ERROR.equals(event.getName());
    }

    /** The next event, or a comment when there is none for a while. */
    private Uni<OutboundSseEvent> next(Job job, AtomicLong cursor, Sse sse) {
        return Uni.createFrom()
                .completionStage(() -> job.generation().job().events().next(cursor.get()))
                .map(Optional::of)
                .ifNoItem()
                .after(keepAlive)
                .recoverWithItem(Optional.empty())
                .emitOn(executor)
                .onItem()
                .transformToUni(event -> event.map(
                                numbered -> rendered(job, numbered, sse).invoke(() -> cursor.set(numbered.number())))
                        .orElseGet(() -> Uni.createFrom()
                                .item(sse.newEventBuilder().comment("").build())));
    }

    private OutboundSseEvent failed(Job job, Throwable failure, Sse sse) {
        var problem = problems.of(job.generation(), failure);
        return sse.newEventBuilder().name(ERROR).data(json(problem)).build();
    }

    private Uni<OutboundSseEvent> rendered(Job job, JobEvents.Numbered numbered, Sse sse) {
        var builder = sse.newEventBuilder().id(Long.toString(numbered.number()));
        return switch (numbered.event()) {
            case JobEvent.Queued(int position) ->
                Uni.createFrom()
                        .item(builder.name("queued")
                                .data(json(new Queued(job.generation().id(), position)))
                                .build());
            case JobEvent.Advanced(var progress, var remaining) ->
                Uni.createFrom()
                        .item(builder.name("progress")
                                .data(json(new Progress(progress.done(), progress.total(), remaining.toMillis())))
                                .build());
            case JobEvent.Preview(var progress, var pixels) ->
                Uni.createFrom()
                        .item(builder.name("preview")
                                .data(json(preview(progress.done(), pixels)))
                                .build());
            case JobEvent.Ended _ ->
                // a copy, as who leaves cancels what it waited for, and others wait for the same
                Uni.createFrom().completionStage(() -> job.ending().copy()).map(ending -> ended(ending, builder));
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

    private OutboundSseEvent ended(JobResult ending, OutboundSseEvent.Builder builder) {
        return switch (ending) {
            case JobResult.Succeeded(var image) ->
                builder.name(IMAGE)
                        .data(json(GenerationResponse.of(image).images().getFirst()))
                        .build();
            case JobResult.Cancelled(var problem) ->
                builder.name(ERROR).data(json(problem)).build();
            case JobResult.Failed(var problem) ->
                builder.name(ERROR).data(json(problem)).build();
        };
    }

    /** As text: for other data the framework adds a field to each event that the standard does not know. */
    private String json(Object data) {
        try {
            return mapper.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
