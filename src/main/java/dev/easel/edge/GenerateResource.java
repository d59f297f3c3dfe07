package dev.easel.edge;

import dev.easel.image.ImageFormat;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code POST /generate}: a picture from a prompt. */
@Path("/generate")
public class GenerateResource {
    private static final MediaType PNG = MediaType.valueOf("image/png");
    private static final MediaType JPEG = MediaType.valueOf("image/jpeg");
    private static final MediaType WEBP = MediaType.valueOf("image/webp");
    private static final List<Variant> VARIANTS =
            Variant.mediaTypes(PNG, JPEG, WEBP, MediaType.APPLICATION_JSON_TYPE).build();

    private final TextToImage textToImage;

    GenerateResource(TextToImage textToImage) {
        this.textToImage = textToImage;
    }

    /**
     * Draws a picture and returns it as a file, or within JSON.
     *
     * <p>The body comes from the routing context: as functions need it read before, a resource that asks for an empty
     * one would wait forever.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({"image/png", "image/jpeg", "image/webp", MediaType.APPLICATION_JSON})
    public CompletionStage<Response> generate(@Context Request request, @Context RoutingContext context) {
        var accepted = Optional.ofNullable(request.selectVariant(VARIANTS))
                .map(Variant::getMediaType)
                .orElse(PNG);
        return textToImage
                .generate(
                        RequestId.of(context),
                        JsonBody.of(context),
                        format(accepted),
                        job -> Departure.cancels(context, job))
                .thenApply(image -> response(image, accepted));
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
