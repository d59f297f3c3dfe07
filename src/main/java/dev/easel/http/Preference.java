package dev.easel.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;

/** The header {@code Prefer} of RFC 7240. */
final class Preference {
    static final String RESPOND_ASYNC = "respond-async";
    static final String APPLIED = "Preference-Applied";

    private Preference() {}

    /** Whether the client wants the address of the answer rather than to wait for it. */
    static boolean respondsAsync(RoutingContext context) {
        return context.request().headers().getAll("Prefer").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(preference -> preference.split(";", 2)[0].strip())
                .anyMatch(RESPOND_ASYNC::equalsIgnoreCase);
    }
}
