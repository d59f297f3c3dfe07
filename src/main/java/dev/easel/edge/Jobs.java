package dev.easel.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.easel.request.RejectedException;
import dev.easel.request.Rejection;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that callers may come back for: those that have not ended, which the engine's limits bound, and the results
 * of others for a while.
 */
@Singleton
final class Jobs {
    private final Map<UUID, Job> live = new ConcurrentHashMap<>();
    private final Cache<UUID, Job> ended;
    private final Problems problems;

    Jobs(JobConfig config, Problems problems) {
        this.problems = problems;
        this.ended = Caffeine.newBuilder()
                .expireAfterWrite(config.keep())
                .maximumWeight(config.maxSize().asLongValue())
                .weigher((UUID _, Job job) -> job.bytes())
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    /** Keeps a generation until its caller comes back, or does not. */
    Job add(Generation generation) {
        var job = new Job(generation, new CompletableFuture<>());
        live.put(generation.id(), job);
        generation
                .image()
                .<Ending>thenApply(Ending.Succeeded::new)
                .exceptionally(failure -> ending(generation, failure))
                .thenAccept(ending -> end(job, ending));
        return job;
    }

    private void end(Job job, Ending ending) {
        job.ending().complete(ending);
        ended.put(job.generation().id(), job);
        live.remove(job.generation().id());
    }

    private Ending ending(Generation generation, Throwable failure) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        var problem = problems.of(generation.requestId(), cause);
        boolean cancelled =
                cause instanceof RejectedException rejected && rejected.rejection() instanceof Rejection.Abandoned;
        return cancelled ? new Ending.Cancelled(problem) : new Ending.Failed(problem);
    }

    /**
     * A job by its id.
     *
     * @throws RejectedException if there is none, or none any more
     */
    Job get(String id) {
        return find(id).orElseThrow(() -> new RejectedException(new Rejection.Unknown(id)));
    }

    private Optional<Job> find(String id) {
        return uuid(id).flatMap(key ->
                Optional.ofNullable(live.get(key)).or(() -> Optional.ofNullable(ended.getIfPresent(key))));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Ends a job, or forgets it if it has ended.
     *
     * @throws RejectedException if there is none, or none any more
     */
    void delete(String id) {
        var job = get(id);
        if (job.ending().isDone()) {
            ended.invalidate(job.generation().id());
        } else {
            job.generation().job().cancel();
        }
    }
}
