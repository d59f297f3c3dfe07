package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The accepted jobs that have not ended, bounded. Thread-safe; guarded by its own monitor. */
final class JobQueue {
    private final QueueLimits limits;
    private final FairTurns turns = new FairTurns();
    private final Map<Long, GenerationJob> jobs = new LinkedHashMap<>();
    private final Semaphore arrivals = new Semaphore(0);
    private long lastId;

    JobQueue(QueueLimits limits) {
        this.limits = limits;
    }

    /** What becomes of a submission. */
    sealed interface Offer {

        /** The job is in the queue until it ends. */
        record Taken(GenerationJob job) implements Offer {}

        /** It is not, because of a limit. */
        record NoRoom(Limit limit) implements Offer {}
    }

    QueueLimits limits() {
        return limits;
    }

    /** Takes a job if there is room, and wakes who waits for one. */
    synchronized Offer offer(Submission submission, BatchKey key, long now) {
        var load = Load.of(submission.parameters());
        var exhausted = limits.exhausted(jobs.values(), submission.caller(), load);
        if (exhausted.isPresent()) {
            return new Offer.NoRoom(exhausted.get());
        }
        var job = new GenerationJob(++lastId, submission, key, turns.next(submission, jobs.values()), now);
        jobs.put(job.id(), job);
        job.outcome().thenRun(() -> remove(job));
        announcePositions();
        wake();
        return new Offer.Taken(job);
    }

    private synchronized void remove(GenerationJob job) {
        jobs.remove(job.id());
    }

    synchronized int size() {
        return jobs.size();
    }

    /** The jobs in the order of their arrival. */
    synchronized List<GenerationJob> accepted() {
        return List.copyOf(jobs.values());
    }

    /** The jobs in the order in which they are served. */
    synchronized List<GenerationJob> ranked() {
        var candidates = jobs.values().stream()
                .map(GenerationJob::candidate)
                .flatMap(Optional::stream)
                .toList();
        return Ranking.rank(candidates).stream()
                .map(candidate -> jobs.get(candidate.id()))
                .toList();
    }

    /** A job's first step begins. */
    synchronized void begun(GenerationJob job) {
        turns.begun(job, jobs.values());
    }

    /** Tells the jobs that wait for their first step how many are before them. */
    synchronized void announcePositions() {
        int position = 0;
        for (var job : ranked()) {
            if (job.isToBegin()) {
                job.announce(++position);
            }
        }
    }

    /** Waits for an arrival or a wake-up since the last wait, or for a while. */
    void await(Duration atMost) throws InterruptedException {
        if (arrivals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            arrivals.drainPermits();
        }
    }

    /** Ends a wait. */
    void wake() {
        arrivals.release();
    }
}
