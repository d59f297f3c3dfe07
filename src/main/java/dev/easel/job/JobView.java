package dev.easel.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.call.Problems;
import dev.easel.engine.GenerationJob;
import dev.easel.engine.JobEvent;
import dev.easel.engine.JobState;
import dev.easel.engine.Outcome;
import dev.easel.engine.Progress;
import dev.easel.generation.Generation;
import dev.easel.generation.GenerationResponse;
import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Future;

/**
 * A job as JSON; a field without a value is left out.
 *
 * @param id the job's id
 * @param status one of {@link Status} in lower case
 * @param priority the priority that the caller asked for
 * @param position 1 for the next job to begin
 * @param step the denoising passes that are done, of all images
 * @param steps the denoising passes of all images
 * @param etaMs milliseconds until the last pass, by forecast
 * @param images the result, if it succeeded
 * @param error the problem, if it failed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobView(
        UUID id,
        String status,
        String priority,
        Optional<Integer> position,
        int step,
        int steps,
        OptionalLong etaMs,
        List<GenerationResponse.Image> images,
        Optional<Problem> error) {

    /** The states of a job; a job of several images has the first in this order that one of its images has. */
    private enum Status {
        FAILED,
        CANCELLED,
        RUNNING,
        WAITING,
        DECODING,
        QUEUED,
        SUCCEEDED
    }

    static JobView of(Generation job, Problems problems) {
        var progress = job.jobs().stream().map(GenerationJob::progress).toList();
        return new JobView(
                job.id(),
                status(job).name().toLowerCase(Locale.ROOT),
                job.jobs().getFirst().submission().priority().name().toLowerCase(Locale.ROOT),
                position(job),
                progress.stream().mapToInt(Progress::done).sum(),
                progress.stream().mapToInt(Progress::total).sum(),
                job.images().isDone() ? OptionalLong.empty() : eta(job),
                job.images().state() == Future.State.SUCCESS
                        ? GenerationResponse.of(job.images().resultNow()).images()
                        : List.of(),
                job.images().isCompletedExceptionally()
                        ? Optional.of(problems.describe(job.images().exceptionNow()))
                        : Optional.empty());
    }

    private static Status status(Generation job) {
        return switch (job.images().state()) {
            case SUCCESS -> Status.SUCCEEDED;
            case FAILED, CANCELLED -> isAbandoned(job.images().exceptionNow()) ? Status.CANCELLED : Status.FAILED;
            case RUNNING ->
                job.jobs().stream()
                        .map(image -> status(image.state()))
                        .min(Status::compareTo)
                        .orElseThrow();
        };
    }

    private static boolean isAbandoned(Throwable failure) {
        return failure instanceof RejectedException rejected && rejected.rejection() instanceof Rejection.Abandoned;
    }

    private static Status status(JobState state) {
        return switch (state) {
            case JobState.Queued _ -> Status.QUEUED;
            case JobState.Waiting _ -> Status.WAITING;
            case JobState.Running _ -> Status.RUNNING;
            case JobState.Denoised _ -> Status.DECODING;
            case JobState.Ended(var outcome, int _) ->
                switch (outcome) {
                    // the image becomes a file
                    case Outcome.Drawn _ -> Status.DECODING;
                    case Outcome.Cancelled _ -> Status.CANCELLED;
                    case Outcome.Expired _, Outcome.Stopped _, Outcome.Failed _ -> Status.FAILED;
                };
        };
    }

    /** The place of its first image, as long as none has begun. */
    private static Optional<Integer> position(Generation job) {
        return job.jobs().stream()
                .map(GenerationJob::position)
                .min(Integer::compare)
                .filter(position -> position > 0);
    }

    /** The time of the slowest image, once all have begun. */
    private static OptionalLong eta(Generation job) {
        var remaining = job.jobs().stream()
                .flatMap(image -> image.events().lastAdvanced().stream())
                .map(JobEvent.Advanced::remaining)
                .toList();
        return remaining.size() < job.jobs().size()
                ? OptionalLong.empty()
                : remaining.stream().mapToLong(Duration::toMillis).max();
    }
}
