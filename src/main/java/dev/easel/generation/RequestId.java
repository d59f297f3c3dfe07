package dev.easel.generation;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id, the caller's own if it has a sane one, and returns it with every answer. */
@Singleton
public final class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int BEFORE_ALL = 10_000;

    void install(@Observes Filters filters) {
        filters.register(
                context -> {
                    of(context);
                    context.next();
                },
                BEFORE_ALL);
    }

    /** The request's id, which its answer will have in a header. */
    public static String of(RoutingContext context) {
        return Optional.<String>ofNullable(context.get(HEADER)).orElseGet(() -> assign(context));
    }

    /** An event's id, if it can be a request's. */
    public static Optional<String> of(String eventId) {
        return Optional.of(eventId).filter(id -> SANE.matcher(id).matches());
    }

    private static String assign(RoutingContext context) {
        String id = Optional.ofNullable(context.request().getHeader(HEADER))
                .flatMap(RequestId::of)
                .orElseGet(() -> UUID.randomUUID().toString());
        context.put(HEADER, id);
        context.response().putHeader(HEADER, id);
        return id;
    }
}
