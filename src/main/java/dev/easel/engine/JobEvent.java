package dev.easel.engine;

import dev.easel.image.Pixels;
import java.time.Duration;

/** What happens to a job, for those who watch it. */
public sealed interface JobEvent {

    /**
     * It waits for its first pass.
     *
     * @param position 1 for the next job to begin
     */
    record Queued(int position) implements JobEvent {}

    /**
     * A pass is done.
     *
     * @param progress how far the job is
     * @param remaining how long the rest takes if its passes go on like the last one
     */
    record Advanced(Progress progress, Duration remaining) implements JobEvent {}

    /**
     * A small image of what the job is heading for.
     *
     * @param progress how far the job is
     * @param pixels one for each latent position
     */
    record Preview(Progress progress, Pixels pixels) implements JobEvent {}

    /** The end; always the last event. */
    record Ended(Outcome outcome) implements JobEvent {}
}
