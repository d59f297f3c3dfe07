package dev.easel.event;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** How an HTTP message carries an event, by the message's media type. */
enum ContentMode {
    /** Attributes are headers, data is the body. */
    BINARY,
    /** The body is the whole event as JSON. */
    STRUCTURED,
    /** A batch, or a format other than JSON; neither is supported. */
    UNSUPPORTED;

    /** The media type of a structured event without its format; those of batches begin with it too. */
    private static final String EVENT = "application/cloudevents";

    private static final String JSON = EVENT + "+json";

    /** The mode of a request. */
    static ContentMode of(RoutingContext context) {
        String type = Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .map(header -> header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .orElse("");
        if (type.equals(JSON)) {
            return STRUCTURED;
        }
        return type.startsWith(EVENT) ? UNSUPPORTED : BINARY;
    }
}
