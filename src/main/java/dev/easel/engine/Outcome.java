package dev.easel.engine;

import dev.easel.image.Pixels;
import java.util.List;

/** How an accepted job ended. */
public sealed interface Outcome {

    /** The names of the outcomes in metrics and traces. */
    List<String> NAMES = List.of("drawn", "cancelled", "expired", "stopped", "failed");

    /** Its name in metrics and traces, one of {@link #NAMES}. */
    default String name() {
        return switch (this) {
            case Drawn _ -> "drawn";
            case Cancelled _ -> "cancelled";
            case Expired _ -> "expired";
            case Stopped _ -> "stopped";
            case Failed _ -> "failed";
        };
    }

    /** There is an image. */
    record Drawn(Pixels pixels, Timings timings) implements Outcome {}

    /** It was cancelled, or its caller left. */
    record Cancelled() implements Outcome {}

    /** It could not meet its deadline. */
    record Expired() implements Outcome {}

    /** The service stopped before it was done. */
    record Stopped() implements Outcome {}

    /** The model failed. */
    record Failed(Throwable cause) implements Outcome {}
}
