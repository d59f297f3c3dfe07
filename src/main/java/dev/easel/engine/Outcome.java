package dev.easel.engine;

import dev.easel.image.Pixels;
import java.util.List;

/** How an accepted job ended. */
public sealed interface Outcome {

    /** What metrics and traces call the ways to end. */
    List<String> NAMES = List.of("drawn", "cancelled", "expired", "stopped", "failed");

    /** What metrics and traces call it: one of {@link #NAMES}. */
    default String name() {
        return switch (this) {
            case Drawn _ -> "drawn";
            case Cancelled _ -> "cancelled";
            case Expired _ -> "expired";
            case Stopped _ -> "stopped";
            case Failed _ -> "failed";
        };
    }

    /** It is drawn. */
    record Drawn(Pixels pixels, Timings timings) implements Outcome {}

    /** Its caller left. */
    record Cancelled() implements Outcome {}

    /** It could not have been drawn by its deadline. */
    record Expired() implements Outcome {}

    /** The service stopped before it was finished. */
    record Stopped() implements Outcome {}

    /** The model failed. */
    record Failed(Throwable cause) implements Outcome {}
}
