package dev.easel.generation;

import dev.easel.trace.TraceParent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Keeps the span of an HTTP request with it, for threads on which no span is open. */
@Singleton
final class RequestTrace {
    private static final String KEY = RequestTrace.class.getName();
    private static final int AFTER_REQUEST_ID = 9_000;

    void install(@Observes Filters filters) {
        filters.register(
                context -> {
                    of(context).note("easel.request_id", RequestId.of(context));
                    context.next();
                },
                AFTER_REQUEST_ID);
    }

    /** What the spans of a request belong to. */
    static TraceParent of(RoutingContext context) {
        return Optional.<TraceParent>ofNullable(context.get(KEY)).orElseGet(() -> {
            var trace = TraceParent.current();
            context.put(KEY, trace);
            return trace;
        });
    }
}
