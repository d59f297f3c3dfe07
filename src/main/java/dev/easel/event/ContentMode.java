package dev.easel.event;

import java.util.Locale;

/** How an event comes in an HTTP message, by the message's media type. */
public enum ContentMode {
    /** Attributes are headers, data is the body. */
    BINARY,
    /** The body is the whole event as JSON. */
    STRUCTURED,
    /** Several events, or a format other than JSON; neither is taken. */
    OTHER;

    /** The media type of a structured event, and the beginning of that of every other format and of batches. */
    private static final String EVENT = "application/cloudevents";

    private static final String JSON = EVENT + "+json";

    /** The mode of a message with a media type, which may have parameters; empty for none. */
    public static ContentMode of(String contentType) {
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (type.equals(JSON)) {
            return STRUCTURED;
        }
        return type.startsWith(EVENT) ? OTHER : BINARY;
    }
}
