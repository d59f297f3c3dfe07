package dev.easel.hub.pull;

import java.util.Map;

/** A failure that happens once at a {@link LoopbackHub}. */
sealed interface Fault {
    /** The connection breaks after this many bytes of the body. */
    record BreakAfter(int bytes) implements Fault {}

    /** Another status. */
    record Status(int code, Map<String, String> headers) implements Fault {}

    /** Another body, of this many zeros. */
    record Body(int bytes) implements Fault {}

    /** The server sends nothing more after this many bytes of the body. */
    record SilentAfter(int bytes) implements Fault {}
}
