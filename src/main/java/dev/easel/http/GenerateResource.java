package dev.easel.http;

import dev.easel.call.Call;
import dev.easel.engine.EngineConfig;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import dev.easel.generation.GenerationResponse;
import dev.easel.generation.GenerationService;
import dev.easel.image.file.ImageFormat;
import dev.easel.job.JobEventStream;
import dev.easel.job.Jobs;
import dev.easel.job.JobsResource;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** {@code POST /generate}: images from a prompt, at once, as events, or as a job to poll. */
@Path(GenerateResource.PATH)
public class GenerateResource {
    static final String PATH = "/generate";
    private static final MediaType PNG = MediaType.valueOf("image/png");
    private static final MediaType JPEG = MediaType.valueOf("image/jpeg");
    private static final MediaType WEBP = MediaType.valueOf("image/webp");
    private static final List<Variant> VARIANTS =
            Variant.mediaTypes(PNG, JPEG, WEBP, MediaType.APPLICATION_JSON_TYPE).build();

    private final GenerationService generations;
    private final Jobs jobs;
    private final JobEventStream events;
    private final EngineConfig engine;

    GenerateResource(GenerationService generations, Jobs jobs, JobEventStream events, EngineConfig engine) {
        this.generations = generations;
        this.jobs = jobs;
        this.events = events;
        this.engine = engine;
    }

    /**
     * Returns an image as a file, or images within JSON; or the address of a job, if the client prefers not to wait.
     *
     * <p>The body comes from the routing context: functions need it to be read early, and a resource with a body parameter
     * would wait for it forever.
     */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
    @Produces({"image/png", "image/jpeg", "image/webp", MediaType.APPLICATION_JSON})
    public CompletionStage<Response> generate(
            @Context Request request, @Context UriInfo uri, @Context RoutingContext context) {
        var accepted = Optional.ofNullable(request.selectVariant(VARIANTS))
                .map(Variant::getMediaType)
                .orElseThrow(NotAcceptableException::new);
        if (Preference.respondsAsync(context)) {
            // read here, as threads that decode images are outside the request's scope
            var base = uri.getBaseUri();
            return generations
                    .start(Call.polling(context, format(accepted), engine.previewEvery()))
                    .thenApply(generation -> accepted(jobs.add(generation), base));
        }
        return generations
                .start(Call.waiting(context, answer(accepted), OptionalInt.empty()))
                .thenCompose(Generation::images)
                .thenApply(images -> response(images, accepted));
    }

    /**
     * Streams the progress of images, and the images.
     *
     * <p>Waits for uploads to be decoded before the answer begins, so that a refusal has its own HTTP status; on a virtual
     * thread, where waiting costs nothing.
     */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RunOnVirtualThread
    public Multi<OutboundSseEvent> watch(@Context RoutingContext context, @Context Sse sse) {
        var call = Call.waiting(context, new Call.Answer.Json(ImageFormat.PNG), OptionalInt.of(engine.previewEvery()));
        return events.of(jobs.add(generations.start(call).toCompletableFuture().join()), sse, context);
    }

    private Response accepted(Generation job, URI base) {
        return Response.accepted(jobs.view(job))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .location(JobsResource.location(base, job))
                .header(Preference.APPLIED, Preference.RESPOND_ASYNC)
                .build();
    }

    private static Response response(List<GeneratedImage> images, MediaType accepted) {
        var first = images.getFirst();
        var response = accepted.equals(MediaType.APPLICATION_JSON_TYPE)
                ? Response.ok(GenerationResponse.of(images), accepted)
                : Response.ok(first.file(), first.format().mediaType());
        return response.header("X-Seed", first.parameters().seed())
                .header("X-Model", first.model())
                .header("Server-Timing", first.serverTiming())
                .build();
    }

    private static Call.Answer answer(MediaType accepted) {
        return accepted.equals(MediaType.APPLICATION_JSON_TYPE)
                ? new Call.Answer.Json(format(accepted))
                : new Call.Answer.File(format(accepted));
    }

    private static ImageFormat format(MediaType accepted) {
        return accepted.equals(JPEG) ? ImageFormat.JPEG : accepted.equals(WEBP) ? ImageFormat.WEBP : ImageFormat.PNG;
    }
}
