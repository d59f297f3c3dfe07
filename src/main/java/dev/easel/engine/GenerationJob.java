package dev.easel.engine;

import dev.easel.pipeline.ImageParameters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One accepted picture. Thread-safe. */
public final class GenerationJob {
    private final ImageParameters parameters;
    private final long submitted;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    GenerationJob(ImageParameters parameters, long submitted) {
        this.parameters = parameters;
        this.submitted = submitted;
    }

    /** What is to be drawn. */
    public ImageParameters parameters() {
        return parameters;
    }

    /** When it was submitted, on the engine's clock. */
    long submitted() {
        return submitted;
    }

    /** How it ends; completes once, on the engine's thread or the canceller's. */
    public CompletionStage<Outcome> outcome() {
        return outcome;
    }

    /** Ends the job; the engine gives up on it before its next step. Without effect on a job that has ended. */
    public void cancel() {
        end(new Outcome.Cancelled());
    }

    /** Whether the job has ended. */
    public boolean hasEnded() {
        return outcome.isDone();
    }

    /** Ends the job, if it has not ended yet. */
    void end(Outcome how) {
        outcome.complete(how);
    }
}
