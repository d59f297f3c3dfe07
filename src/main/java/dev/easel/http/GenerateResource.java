package dev.easel.http;

import dev.easel.engine.EngineConfig;
import dev.easel.generation.Call;
import dev.easel.generation.ClientDisconnect;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.GenerationResponse;
import dev.easel.generation.GenerationService;
import dev.easel.image.file.ImageFormat;
import dev.easel.job.Job;
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

/** {@code POST /generate}: an image from a prompt, at once, as events, or later. */
@Path(GenerateResource.PATH)
public class GenerateResource {
    static final String PATH = "/generate";
    private static final MediaType PNG = MediaType.valueOf("image/png");
    private static final MediaType JPEG = MediaType.valueOf("image/jpeg");
    private static final MediaType WEBP = MediaType.valueOf("image/webp");
    private static final List<Variant> VARIANTS =
            Variant.mediaTypes(PNG, JPEG, WEBP, MediaType.APPLICATION_JSON_TYPE).build();

    private final GenerationService textToImage;
    private final Jobs jobs;
    private final JobEventStream events;
    private final EngineConfig engine;

    GenerateResource(GenerationService textToImage, Jobs jobs, JobEventStream events, EngineConfig engine) {
        this.textToImage = textToImage;
        this.jobs = jobs;
        this.events = events;
        this.engine = engine;
    }

    /**
     * Draws an image and returns it as a file, or within JSON; or says where it will be, if the caller prefers not to
     * wait.
     *
     * <p>The body comes from the routing context: as functions need it read before, a resource that asks for an empty
     * one would wait forever.
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
            // now, as a thread that reads images does not know the request
            var base = uri.getBaseUri();
            return textToImage
                    .start(Call.ofResource(context, format(accepted), OptionalInt.of(engine.previewEvery())))
                    .thenApply(generation -> accepted(jobs.add(generation), base));
        }
        return textToImage
                .start(Call.ofResource(context, format(accepted), OptionalInt.empty()))
                .thenCompose(generation -> {
                    ClientDisconnect.cancels(context, generation.job());
                    return generation.image();
                })
                .thenApply(image -> response(image, accepted));
    }

    /**
     * Draws an image and tells how it goes.
     *
     * <p>Waits for images to be read before the answer begins, so that a refusal has its own HTTP status; on a virtual
     * thread, where waiting costs nothing.
     */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RunOnVirtualThread
    public Multi<OutboundSseEvent> watch(@Context RoutingContext context, @Context Sse sse) {
        var call = Call.ofResource(context, ImageFormat.PNG, OptionalInt.of(engine.previewEvery()));
        var job = jobs.add(textToImage.start(call).toCompletableFuture().join());
        ClientDisconnect.cancels(context, job.generation().job());
        return events.of(job, JobEventStream.FROM_THE_START, sse, context);
    }

    private static Response accepted(Job job, URI base) {
        return Response.accepted(job.view())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .location(JobsResource.location(base, job))
                .header(Preference.APPLIED, Preference.RESPOND_ASYNC)
                .build();
    }

    private static Response response(GeneratedImage image, MediaType accepted) {
        var response = accepted.equals(MediaType.APPLICATION_JSON_TYPE)
                ? Response.ok(GenerationResponse.of(image), accepted)
                : Response.ok(image.file(), image.format().mediaType());
        return response.header("X-Seed", image.request().parameters().seed())
                .header("X-Model", image.model())
                .header("Server-Timing", image.serverTiming())
                .build();
    }

    private static ImageFormat format(MediaType accepted) {
        return accepted.equals(JPEG) ? ImageFormat.JPEG : accepted.equals(WEBP) ? ImageFormat.WEBP : ImageFormat.PNG;
    }
}
