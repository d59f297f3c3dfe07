package dev.easel.job;

import dev.easel.call.Problems;
import dev.easel.generation.Generation;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that clients can poll: those that have not ended, which the limits of the engine bound, and for a while the
 * results of the others. Thread-safe.
 */
@Singleton
public final class Jobs {
    private final Map<UUID, Generation> live = new ConcurrentHashMap<>();
    private final Results results;
    private final Problems problems;

    Jobs(JobConfig config, Problems problems) {
        this.problems = problems;
        this.results = new Results(config.keep(), config.maxSize().asLongValue(), System::nanoTime);
    }

    /** Keeps a generation for its client. */
    public Generation add(Generation generation) {
        // before the end, which may have come already
        live.put(generation.id(), generation);
        // others know of the end only when the result can be found, and deleted
        var job = generation.withEnd((_, failure) -> {
            if (failure != null) {
                problems.of(generation.trace(), failure);
            }
            results.add(generation);
            live.remove(generation.id());
        });
        live.replace(job.id(), job);
        return job;
    }

    /**
     * A job by its id.
     *
     * @throws RejectedException if there is none, or no longer
     */
    Generation get(String id) {
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

    /** A job as JSON. */
    public JobView view(Generation job) {
        return JobView.of(job, problems);
    }

    /**
     * Cancels a job, or forgets its result if it has ended.
     *
     * @throws RejectedException if there is no such job
     */
    void delete(String id) {
        var job = get(id);
        if (!job.cancel()) {
            // its images may still become files
            CompletionStage<?> end = job.images();
            end.whenComplete((_, _) -> results.remove(job.id()));
        }
    }
}
