package dev.easel.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The accepted jobs of all models that have not ended, bounded. Thread-safe; guarded by its own monitor. */
final class JobQueue {
    private final ModelLimits limits;
    private final FairTurns turns = new FairTurns();
    private final Map<Long, GenerationJob> jobs = new LinkedHashMap<>();
    private final Semaphore arrivals = new Semaphore(0);
    private long lastId;

    JobQueue(ModelLimits limits) {
        this.limits = limits;
    }

    /** What stands against a caller's next job, if anything. */
    synchronized Optional<Limit> exhausted(Submission submission, Load load) {
        return limits.queueOf(submission.model()).exhausted(jobs.values(), submission, load);
    }

    /** Adds a job, which stays until it ends, and wakes who waits for one. */
    synchronized GenerationJob add(Submission submission, Workload workload, long now) {
        var job = new GenerationJob(++lastId, submission, workload, turns.next(submission, jobs.values()), now);
        jobs.put(job.id(), job);
        job.outcome().thenRun(() -> remove(job));
        announcePositions();
        wake();
        return job;
    }

    private synchronized void remove(GenerationJob job) {
        jobs.remove(job.id());
    }

    synchronized int size() {
        return jobs.size();
    }

    /** How many jobs of a model there are. */
    synchronized int size(String model) {
        return (int) jobs.values().stream()
                .filter(job -> job.submission().model().equals(model))
                .count();
    }

    /** The jobs in the order of their arrival. */
    synchronized List<GenerationJob> accepted() {
        return List.copyOf(jobs.values());
    }

    /** The jobs in the order in which they are served. */
    synchronized List<GenerationJob> ranked() {
        return Ranking.rank(GenerationJob.candidates(jobs.values())).stream()
                .map(candidate -> jobs.get(candidate.id()))
                .toList();
    }

    /** A job's first step begins. */
    synchronized void begun(GenerationJob job) {
        turns.begun(job, jobs.values());
    }

    /** Tells the jobs that wait for their first step how many are before them. */
    synchronized void announcePositions() {
        if (jobs.values().stream().noneMatch(GenerationJob::isToBegin)) {
            return;
        }
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
