package dev.easel.edge;

import dev.easel.engine.GenerationJob;
import dev.easel.image.ImageFormat;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.Optional;

/** {@code POST /generate}: a picture from a prompt. */
@Path("/generate")
public class GenerateResource {
    private static final MediaType PNG = MediaType.valueOf("image/png");
    private static final MediaType JPEG = MediaType.valueOf("image/jpeg");
    private static final MediaType WEBP = MediaType.valueOf("image/webp");

    private final TextToImage textToImage;

    GenerateResource(TextToImage textToImage) {
        this.textToImage = textToImage;
    }

    /** Draws a picture and returns it as a file, or within JSON. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({"image/png", "image/jpeg", "image/webp", MediaType.APPLICATION_JSON})
    @RunOnVirtualThread
    public Response generate(byte[] body, @Context Request request, @Context RoutingContext context) {
        var accepted = Optional.ofNullable(
                        request.selectVariant(Variant.mediaTypes(PNG, JPEG, WEBP, MediaType.APPLICATION_JSON_TYPE)
                                .build()))
                .map(Variant::getMediaType)
                .orElse(PNG);
        var image = textToImage.generate(
                RequestId.of(context), JsonBody.parse(body), format(accepted), job -> cancelOnClose(context, job));
        boolean json = accepted.equals(MediaType.APPLICATION_JSON_TYPE);
        return (json
                        ? Response.ok(GenerationResponse.of(image), accepted)
                        : Response.ok(image.file(), image.format().mediaType()))
                .header("X-Seed", image.request().parameters().seed())
                .header("X-Model", image.model())
                .header("Server-Timing", image.serverTiming())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private static ImageFormat format(MediaType accepted) {
        return accepted.equals(JPEG) ? ImageFormat.JPEG : accepted.equals(WEBP) ? ImageFormat.WEBP : ImageFormat.PNG;
    }

    private static void cancelOnClose(RoutingContext context, GenerationJob job) {
        context.response().closeHandler(closed -> job.cancel());
    }
}
