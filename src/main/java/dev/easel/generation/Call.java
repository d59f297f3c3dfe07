package dev.easel.generation;

import dev.easel.event.Delivery;
import dev.easel.event.EventData;
import dev.easel.event.RequestEvent;
import dev.easel.image.file.ImageFormat;
import dev.easel.trace.TraceParent;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A caller asks for an image.
 *
 * @param id the request's id, for the log
 * @param body what is asked for
 * @param required fields that the body has to have beside the prompt
 * @param preferred the format for callers who name none
 * @param treatment how the request is to be treated
 * @param previewEvery after how many steps, each time, a preview is wanted; empty for none
 * @param trace what the spans of the image belong to
 * @param departure the end of the caller's connection
 */
public record Call(
        String id,
        RequestBody body,
        Set<String> required,
        ImageFormat preferred,
        RequestOptions treatment,
        OptionalInt previewEvery,
        TraceParent trace,
        ClientDisconnect departure) {

    /** A call of a resource. */
    public static Call ofResource(RoutingContext context, ImageFormat preferred, OptionalInt previewEvery) {
        return of(context, RequestBody.of(context), Set.of(), preferred, previewEvery);
    }

    /** A call of a function, which takes JSON only. */
    public static Call ofFunction(RoutingContext context, Set<String> required) {
        return of(context, new RequestBody.Json(context), required, ImageFormat.PNG, OptionalInt.empty());
    }

    /**
     * A call by an event, which goes on when whoever delivers it leaves.
     *
     * @param data what the event is about
     */
    public static Call ofEvent(RequestEvent event, EventData data, Delivery delivery, RoutingContext context) {
        return new Call(
                delivery.id(),
                new RequestBody.Read(data.fields()),
                data.required(),
                ImageFormat.PNG,
                RequestOptions.of(event, context),
                OptionalInt.empty(),
                traceOf(event, context),
                ClientDisconnect.ignored());
    }

    /** The event's own trace, which it keeps however it is delivered; otherwise that of its delivery. */
    private static TraceParent traceOf(RequestEvent event, RoutingContext context) {
        return event.extension("traceparent").isPresent()
                ? TraceParent.carriedBy(event::extension)
                : RequestTrace.of(context);
    }

    private static Call of(
            RoutingContext context,
            RequestBody body,
            Set<String> required,
            ImageFormat preferred,
            OptionalInt previewEvery) {
        return new Call(
                RequestId.of(context),
                body,
                required,
                preferred,
                RequestOptions.of(context),
                previewEvery,
                RequestTrace.of(context),
                ClientDisconnect.of(context));
    }
}
