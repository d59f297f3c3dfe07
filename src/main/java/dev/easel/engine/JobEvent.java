package dev.easel.engine;

import dev.easel.image.Pixels;
import java.time.Duration;

/** What a job's watchers hear. */
public sealed interface JobEvent {

    /**
     * It waits for its first step.
     *
     * @param position 1 for the next one to begin
     */
    record Queued(int position) implements JobEvent {}

    /**
     * A step is done.
     *
     * @param step steps that are done
     * @param steps steps in all
     * @param remaining how long the rest will take if its passes go on as the last one went
     */
    record Progress(int step, int steps, Duration remaining) implements JobEvent {}

    /**
     * What the image will look like.
     *
     * @param step steps that are done
     * @param pixels one for each latent position
     */
    record Preview(int step, Pixels pixels) implements JobEvent {}

    /** Nothing more happens; always the last. */
    record Ended(Outcome outcome) implements JobEvent {}
}
