package dev.easel.hub.pull;

import java.util.Map;

/** Something that goes wrong once at a {@link LoopbackHub}. */
sealed interface Fault {
    /** The connection breaks after so many bytes of the body. */
    record BreakAfter(int bytes) implements Fault {}

    /** Another answer. */
    record Status(int code, Map<String, String> headers) implements Fault {}

    /** Another body, of so many zeros. */
    record Body(int bytes) implements Fault {}

    /** The server falls silent after so many bytes of the body. */
    record SilentAfter(int bytes) implements Fault {}
}
