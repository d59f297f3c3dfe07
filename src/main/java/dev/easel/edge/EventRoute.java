package dev.easel.edge;

import dev.easel.event.ContentMode;
import dev.easel.event.EventTypes;
import dev.easel.event.Origin;
import dev.easel.event.RequestEvent;
import dev.easel.request.RejectedException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * {@code POST /} and, ahead of Funqy, what comes to functions as an event: CloudEvents in, CloudEvents out. Every refusal is
 * an event too.
 */
@Singleton
final class EventRoute {
    static final String PATH = "/";

    /** After what reads bodies and says who asks, and before routes without an order of their own. */
    private static final int BEFORE_FUNCTIONS = -1;

    private static final int NO_CONTENT = 204;
    private static final List<String> MARKS = List.of("ce-specversion", "ce-id", "ce-type", "ce-source");

    private final EventDeliveries deliveries;
    private final EventAnswers answers;
    private final Problems problems;
    private final ExecutorService executor;

    EventRoute(
            EventDeliveries deliveries,
            EventAnswers answers,
            Problems problems,
            @VirtualThreads ExecutorService executor) {
        this.deliveries = deliveries;
        this.answers = answers;
        this.problems = problems;
        this.executor = executor;
    }

    void install(@Observes Router router) {
        router.post().order(BEFORE_FUNCTIONS).handler(context -> {
            if (takes(context)) {
                // reads JSON of any length and waits for the store, which an event loop must not
                executor.execute(() -> receive(context));
            } else {
                context.next();
            }
        });
    }

    /** Whether a request is to be answered as an event, whatever is wrong with it. */
    static boolean takes(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            return false;
        }
        String path = context.normalizedPath();
        return path.equals(PATH) || (PictureFunctions.required(path).isPresent() && isMarked(context));
    }

    private static boolean isMarked(RoutingContext context) {
        return mode(context) != ContentMode.BINARY
                || MARKS.stream().anyMatch(context.request().headers()::contains);
    }

    private static ContentMode mode(RoutingContext context) {
        return ContentMode.of(Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .orElse(""));
    }

    /** Answers a request that failed before it could be read as an event. */
    void refuse(RoutingContext context, Problem problem) {
        var id = mode(context) == ContentMode.BINARY
                ? RequestEvent.idOf(context.request().headers())
                : Optional.<String>empty();
        send(context, answers.refusedForNow(Origin.unknown(id.orElseGet(() -> RequestId.of(context))), problem));
    }

    private void receive(RoutingContext context) {
        try {
            if (mode(context) == ContentMode.OTHER) {
                refuse(context, problems.ofOtherEvents());
            } else {
                answer(context, read(context));
            }
        } catch (RejectedException e) {
            refuse(context, problems.of(context, e));
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }

    private static RequestEvent read(RoutingContext context) {
        return mode(context) == ContentMode.STRUCTURED
                ? RequestEvent.structured(JsonBody.of(context))
                : RequestEvent.binary(context.request().headers(), body(context));
    }

    private static byte[] body(RoutingContext context) {
        return Optional.ofNullable(context.body())
                .map(io.vertx.ext.web.RequestBody::buffer)
                .map(Buffer::getBytes)
                .orElse(new byte[0]);
    }

    private void answer(RoutingContext context, RequestEvent event) {
        if (EventTypes.isAnswer(event.type())) {
            // a trigger without a filter brings answers back; to answer them would never end
            context.response().setStatusCode(NO_CONTENT).end();
            return;
        }
        var origin = Origin.of(event, traceOf(context));
        if (!event.type().equals(EventTypes.REQUESTED)) {
            var unknown = RejectedException.invalid("type", "must be " + EventTypes.REQUESTED);
            send(context, answers.refused(origin, problems.of(context, unknown)));
            return;
        }
        var required = PictureFunctions.required(context.normalizedPath()).orElse(Set.of());
        deliveries
                .deliver(origin, images(context), () -> {
                    var data = EventData.of(event, required);
                    return Call.ofEvent(event, data.fields(), data.required(), context);
                })
                .thenAccept(answer -> send(context, answer))
                .exceptionally(failure -> {
                    context.fail(failure);
                    return null;
                });
    }

    private static Map<String, String> traceOf(RoutingContext context) {
        var trace = new HashMap<String, String>();
        for (String name : List.of("traceparent", "tracestate")) {
            Optional.ofNullable(context.request().getHeader(name)).ifPresent(value -> trace.put(name, value));
        }
        return trace;
    }

    private static URI images(RoutingContext context) {
        return URI.create(context.request().absoluteURI()).resolve(StoredImagesResource.PATH + "/");
    }

    private static void send(RoutingContext context, EventAnswer answer) {
        var response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.retryAfter().ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, wait));
        answer.event().write(mode(context), response::putHeader, body -> response.end(Buffer.buffer(body)));
    }
}
