package dev.easel.event;

import dev.easel.call.RequestHost;
import dev.easel.image.file.ImageFormat;
import dev.easel.store.ImageStore;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** {@code GET /images/{name}}: images that are too large for their events. */
@Path(StoredImagesResource.PATH)
public class StoredImagesResource {
    static final String PATH = "/images";

    private final ImageStore store;

    StoredImagesResource(ImageStore store) {
        this.store = store;
    }

    /** An image, as long as the store keeps it. */
    @GET
    @Path("/{name}")
    @Blocking
    @RunOnVirtualThread
    public Response get(@PathParam("name") String name, @Context Request request) {
        byte[] file = store.image(name).orElseThrow(NotFoundException::new);
        var tag = new EntityTag(name.substring(0, name.indexOf('.')));
        return Optional.ofNullable(request.evaluatePreconditions(tag))
                .orElseGet(() -> Response.ok(file, mediaType(name)))
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, ImageStore.CACHE_CONTROL)
                .build();
    }

    /**
     * The address of the service's images, as a client sees it.
     *
     * @throws dev.easel.problem.RejectedException if the request has no valid host
     */
    static URI address(RoutingContext context) {
        var request = context.request();
        return URI.create(request.scheme() + "://" + RequestHost.of(request) + PATH + "/");
    }

    private static String mediaType(String name) {
        return Arrays.stream(ImageFormat.values())
                .filter(format -> name.endsWith("." + format.extension()))
                .findFirst()
                .orElseThrow(NotFoundException::new)
                .mediaType();
    }
}
