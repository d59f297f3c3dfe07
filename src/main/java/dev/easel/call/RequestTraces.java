package dev.easel.call;

import dev.easel.trace.RequestTrace;
import dev.easel.trace.TraceParent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every request an id, the caller's own if it is valid, and returns it with every answer. Keeps the id and the span
 * with the request, for threads on which no span is open.
 */
@Singleton
public final class RequestTraces {
    private static final String HEADER = "X-Request-Id";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final String KEY = RequestTrace.class.getName();
    private static final int BEFORE_ALL = 9_000;

    void install(@Observes Filters filters) {
        filters.register(
                context -> {
                    of(context);
                    context.next();
                },
                BEFORE_ALL);
    }

    /** The id of a request, which its answer carries in a header, and the parent of its spans. */
    public static RequestTrace of(RoutingContext context) {
        return Optional.<RequestTrace>ofNullable(context.get(KEY)).orElseGet(() -> assign(context));
    }

    /** An event's id, if it is valid as a request's. */
    public static Optional<String> validId(String id) {
        return Optional.of(id).filter(text -> VALID.matcher(text).matches());
    }

    private static RequestTrace assign(RoutingContext context) {
        String id = Optional.ofNullable(context.request().getHeader(HEADER))
                .flatMap(RequestTraces::validId)
                .orElseGet(() -> UUID.randomUUID().toString());
        var trace = new RequestTrace(id, TraceParent.current());
        trace.parent().note("easel.request_id", id);
        context.put(KEY, trace);
        context.response().putHeader(HEADER, id);
        return trace;
    }
}
