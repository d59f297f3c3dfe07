package dev.easel.edge;

import dev.easel.engine.JobEvent;
import dev.easel.engine.JobState;
import dev.easel.engine.Outcome;
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
record Job(Generation generation, CompletableFuture<Ending> ending) {
    /** The job as JSON. */
    JobView view() {
        var job = generation.job();
        return new JobView(
                generation.id(),
                status(),
                job.submission().priority().name().toLowerCase(Locale.ROOT),
                Optional.of(job.position()).filter(position -> position > 0),
                job.state().stepsDone(),
                job.submission().parameters().steps(),
                eta(),
                ending.getNow(null) instanceof Ending.Succeeded(var image)
                        ? GenerationResponse.of(image).images()
                        : List.of(),
                problem());
    }

    private String status() {
        return switch (ending.getNow(null)) {
            case Ending.Succeeded _ -> "succeeded";
            case Ending.Cancelled _ -> "cancelled";
            case Ending.Failed _ -> "failed";
            case null -> status(generation.job().state());
        };
    }

    private static String status(JobState state) {
        return switch (state) {
            case JobState.Queued _ -> "queued";
            case JobState.Waiting _ -> "waiting";
            case JobState.Running _ -> "running";
            case JobState.Denoised _ -> "decoding";
            // its end is not told yet: the picture becomes a file
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
                        .progress()
                        .map(JobEvent.Progress::remaining)
                        .map(remaining -> OptionalLong.of(remaining.toMillis()))
                        .orElse(OptionalLong.empty());
    }

    private Optional<Problem> problem() {
        return switch (ending.getNow(null)) {
            case Ending.Cancelled(var problem) -> Optional.of(problem);
            case Ending.Failed(var problem) -> Optional.of(problem);
            case Ending.Succeeded _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }
}
