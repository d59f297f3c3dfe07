package dev.easel.event;

import dev.easel.call.RequestOptions;
import dev.easel.call.RequestTraces;
import dev.easel.trace.RequestTrace;
import dev.easel.trace.TraceParent;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One delivery of an event.
 *
 * @param trace the event's id if it is valid as a request's, else the request's; and the parent of its spans
 * @param caller the sender: not the event's source, which senders choose themselves
 * @param origin what the answer needs to know of the event
 * @param images the address of the service's images, as the sender sees it
 */
record Delivery(RequestTrace trace, String caller, Origin origin, URI images) {

    /**
     * The delivery of an event by a request.
     *
     * @throws dev.easel.problem.RejectedException if the request has no valid host
     */
    static Delivery of(RequestEvent event, RoutingContext context) {
        var request = RequestTraces.of(context);
        return new Delivery(
                new RequestTrace(
                        RequestTraces.validId(event.id()).orElse(request.requestId()),
                        // an event keeps its own trace however it is delivered
                        event.extension("traceparent").isPresent()
                                ? TraceParent.carriedBy(event::extension)
                                : request.parent()),
                RequestOptions.caller(context),
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
