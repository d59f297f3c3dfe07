package dev.easel.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.problem.RejectedException;
import dev.easel.request.RequestFields;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The body of a request, a form or JSON, still to be read. */
public final class RequestBody {
    /** JSON of this many bytes is read in less than a millisecond. */
    private static final int SHORT = 1 << 16;

    private final boolean isShort;
    private final Supplier<RequestFields> reading;

    private RequestBody(boolean isShort, Supplier<RequestFields> reading) {
        this.isShort = isShort;
        this.reading = reading;
    }

    /** The body of a request to a resource. */
    static RequestBody of(RoutingContext context) {
        // the server has already written the files of a form to the disk, so that little is left to read
        return isForm(context) ? new RequestBody(true, () -> FormBody.of(context)) : json(context);
    }

    /** A JSON body. */
    static RequestBody json(RoutingContext context) {
        return new RequestBody(isShort(context), () -> new RequestFields.Json(JsonBody.of(context)));
    }

    /** JSON that is already read, and does not change from now on. */
    public static RequestBody ofFields(ObjectNode fields) {
        return new RequestBody(true, () -> new RequestFields.Json(fields));
    }

    /** Whether a request declares its body to be a form with parts. */
    public static boolean isForm(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
                .orElse(false);
    }

    /** Whether the body of a request is short enough to be read on an event loop. */
    public static boolean isShort(RoutingContext context) {
        return context.body() == null || context.body().length() <= SHORT;
    }

    /** Whether reading takes next to no time. */
    public boolean isShort() {
        return isShort;
    }

    /**
     * The fields of the request.
     *
     * @throws RejectedException if the body cannot be read
     */
    public RequestFields fields() {
        return reading.get();
    }
}
