package dev.easel.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer has to know of the event it answers, without the event's data.
 *
 * @param key names the event: 64 hexadecimal digits, the SHA-256 of its source and id
 * @param id the event's id, the answer's subject
 * @param trace the W3C trace context that the answer carries on: {@code traceparent}, {@code tracestate}
 */
public record Origin(String key, String id, Map<String, String> trace) {
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    /** Takes its own copy of the trace. */
    public Origin {
        trace = Map.copyOf(trace);
    }

    /**
     * The origin of an answer to an event.
     *
     * @param headers the trace context of the message, for an event that has none of its own
     */
    public static Origin of(RequestEvent event, Map<String, String> headers) {
        var trace = new LinkedHashMap<String, String>();
        var own = event.extension(TRACE.getFirst());
        for (String name : TRACE) {
            own.<Optional<String>>map(_ -> event.extension(name))
                    .orElseGet(() -> Optional.ofNullable(headers.get(name)))
                    .ifPresent(value -> trace.put(name, value));
        }
        return new Origin(key(event.source(), event.id()), event.id(), trace);
    }

    /** A field of the trace context. */
    public Optional<String> trace(String field) {
        return Optional.ofNullable(trace.get(field));
    }

    /** The origin of an answer to what is no event, or has no id: it cannot come again. */
    public static Origin unknown(String id) {
        return new Origin(key("", id), id, Map.of());
    }

    /** No source has the separator, as a URI has no control characters. */
    private static String key(String source, String id) {
        try {
            byte[] text = (source + '\0' + id).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
