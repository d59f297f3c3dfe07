package dev.easel.event;

import dev.easel.generation.RequestId;
import dev.easel.generation.RequestOptions;
import dev.easel.http.StoredImagesResource;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One arrival of an event.
 *
 * @param id the event's if it can be a request's, else the request's; for the log
 * @param origin what the answer has to know of the event
 * @param images where this service serves images, as whoever delivers the event sees it
 */
public record Delivery(String id, Origin origin, URI images) {

    /**
     * The delivery of an event by a request.
     *
     * @throws dev.easel.problem.RejectedException if the request does not say which host it is for
     */
    static Delivery of(RequestEvent event, RoutingContext context) {
        return new Delivery(
                RequestId.of(event.id()).orElseGet(() -> RequestId.of(context)),
                Origin.of(event, traceOf(context), RequestOptions.subject(context)),
                StoredImagesResource.address(context));
    }

    private static Map<String, String> traceOf(RoutingContext context) {
        var trace = new HashMap<String, String>();
        for (String name : List.of("traceparent", "tracestate")) {
            Optional.ofNullable(context.request().getHeader(name)).ifPresent(value -> trace.put(name, value));
        }
        return trace;
    }
}
