package dev.easel.job;

import dev.easel.engine.JobEvent;
import dev.easel.engine.JobState;
import dev.easel.engine.Outcome;
import dev.easel.generation.Generation;
import dev.easel.generation.GenerationResponse;
import dev.easel.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A generation that callers come back for.
 *
 * @param generation what was asked for
 * @param ending its end, as callers are told of it
 */
public record Job(Generation generation, CompletableFuture<JobResult> ending) {
    /** The job as JSON. */
    public JobView view() {
        var job = generation.job();
        return new JobView(
                generation.id(),
                status(),
                job.submission().priority().name().toLowerCase(Locale.ROOT),
                Optional.of(job.position()).filter(position -> position > 0),
                job.progress().done(),
                job.progress().total(),
                eta(),
                ending.getNow(null) instanceof JobResult.Succeeded(var image)
                        ? GenerationResponse.of(image).images()
                        : List.of(),
                problem());
    }

    private String status() {
        return switch (ending.getNow(null)) {
            case JobResult.Succeeded _ -> "succeeded";
            case JobResult.Cancelled _ -> "cancelled";
            case JobResult.Failed _ -> "failed";
            case null -> status(generation.job().state());
        };
    }

    private static String status(JobState state) {
        return switch (state) {
            case JobState.Queued _ -> "queued";
            case JobState.Waiting _ -> "waiting";
            case JobState.Running _ -> "running";
            case JobState.Denoised _ -> "decoding";
            // its end is not told yet: the image becomes a file
            case JobState.Ended(var outcome, int _) ->
                switch (outcome) {
                    case Outcome.Drawn _ -> "decoding";
                    case Outcome.Cancelled _ -> "cancelled";
                    case Outcome.Expired _, Outcome.Stopped _, Outcome.Failed _ -> "failed";
                };
        };
    }

    private OptionalLong eta() {
        return ending.isDone()
                ? OptionalLong.empty()
                : generation
                        .job()
                        .events()
                        .lastAdvanced()
                        .map(JobEvent.Advanced::remaining)
                        .map(remaining -> OptionalLong.of(remaining.toMillis()))
                        .orElse(OptionalLong.empty());
    }

    private Optional<Problem> problem() {
        return switch (ending.getNow(null)) {
            case JobResult.Cancelled(var problem) -> Optional.of(problem);
            case JobResult.Failed(var problem) -> Optional.of(problem);
            case JobResult.Succeeded _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }
}
