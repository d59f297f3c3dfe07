package dev.easel.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What an answer needs to know of its event.
 *
 * @param key identifies the event: 64 hexadecimal digits, the SHA-256 of its source, its id and the authenticated identity
 * @param id the event's id, the answer's subject
 * @param trace the W3C trace context that the answer passes on: {@code traceparent}, {@code tracestate}
 */
record Origin(String key, String id, Map<String, String> trace) {
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    /** Takes its own copy of the trace. */
    Origin {
        trace = Map.copyOf(trace);
    }

    /**
     * The origin of an answer to an event.
     *
     * @param headers the trace context of the message, for an event without one of its own
     * @param subject the authenticated identity; no other identity shares its answers
     */
    static Origin of(RequestEvent event, Map<String, String> headers, Optional<String> subject) {
        var trace = new LinkedHashMap<String, String>();
        var own = event.extension(TRACE.getFirst());
        for (String name : TRACE) {
            own.<Optional<String>>map(_ -> event.extension(name))
                    .orElseGet(() -> Optional.ofNullable(headers.get(name)))
                    .ifPresent(value -> trace.put(name, value));
        }
        var parts = Stream.concat(Stream.of(event.source(), event.id()), subject.stream());
        return new Origin(key(parts), event.id(), trace);
    }

    /** The origin of an answer to a message that is not an event, or has no id. */
    static Origin unknown(String id) {
        return new Origin(key(Stream.of("", id)), id, Map.of());
    }

    /** Neither a source nor an id contains the separator, as no attribute has control characters. */
    private static String key(Stream<String> parts) {
        return DigestUtils.sha256Hex(parts.collect(Collectors.joining("\0")));
    }
}
