package dev.easel.job;

import dev.easel.generation.Generation;
import dev.easel.generation.Problems;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that callers may come back for: those that have not ended, which the engine's limits bound, and the results
 * of others for a while.
 */
@Singleton
public final class Jobs {
    private final Map<UUID, Job> live = new ConcurrentHashMap<>();
    private final Results results;
    private final Problems problems;

    Jobs(JobConfig config, Problems problems) {
        this.problems = problems;
        this.results = new Results(config.keep(), config.maxSize().asLongValue(), System::nanoTime);
    }

    /** Keeps a generation until its caller comes back, or does not. */
    public Job add(Generation generation) {
        var job = new Job(generation, new CompletableFuture<>());
        live.put(generation.id(), job);
        generation
                .image()
                .<JobResult>thenApply(JobResult.Succeeded::new)
                .exceptionally(failure -> ending(generation, failure))
                .thenAccept(ending -> end(job, ending));
        return job;
    }

    /** The result is there before anyone hears of the end, who may ask for it, or delete it, at once. */
    private void end(Job job, JobResult ending) {
        results.add(job, ending);
        live.remove(job.generation().id());
        job.ending().complete(ending);
    }

    private JobResult ending(Generation generation, Throwable failure) {
        var cause = Problems.cause(failure);
        var problem = problems.of(generation, cause);
        boolean cancelled =
                cause instanceof RejectedException rejected && rejected.rejection() instanceof Rejection.Abandoned;
        return cancelled ? new JobResult.Cancelled(problem) : new JobResult.Failed(problem);
    }

    /**
     * A job by its id.
     *
     * @throws RejectedException if there is none, or none any more
     */
    Job get(String id) {
        return uuid(id).flatMap(key -> Optional.ofNullable(live.get(key)).or(() -> results.get(key)))
                .orElseThrow(() -> new RejectedException(new Rejection.Unknown(id)));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Ends a job, or forgets it if it is drawn.
     *
     * @throws RejectedException if there is none, or none any more
     */
    void delete(String id) {
        var generation = get(id).generation();
        if (!generation.job().cancel()) {
            // its image may still become a file
            generation.image().whenComplete((_, _) -> results.remove(generation.id()));
        }
    }
}
