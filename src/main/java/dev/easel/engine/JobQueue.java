package dev.easel.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The accepted jobs of all models that have not ended, bounded. Thread-safe; guarded by its own monitor. */
final class JobQueue {
    private final Forecast forecast;
    private final FairQueueing fairness = new FairQueueing();
    private final Map<Long, GenerationJob> jobs = new LinkedHashMap<>();
    private final Semaphore changes = new Semaphore(0);
    private long lastId;
    private boolean closed;

    JobQueue(Forecast forecast) {
        this.forecast = forecast;
    }

    /**
     * Accepts all images of a submission, or none of them. Each job stays until it ends.
     *
     * @param submission the request
     * @param images its images
     * @param now nanoseconds of the engine's clock
     * @return empty if the queue is closed
     */
    synchronized Optional<Admission> admit(Submission submission, List<Workload> images, long now) {
        if (closed) {
            return Optional.empty();
        }
        var exhausted = forecast.limits().queueOf(submission.model()).exhausted(jobs.values(), submission, images);
        if (exhausted.isPresent()) {
            var retryAfter = forecast.untilRoom(ranked(), submission, images);
            return Optional.of(new Admission.Full(exhausted.get(), retryAfter));
        }
        var accepted = new ArrayList<GenerationJob>();
        for (var image : images) {
            accepted.add(add(submission, image, now));
        }
        announcePositions();
        wake();
        return Optional.of(new Admission.Accepted(accepted));
    }

    private GenerationJob add(Submission submission, Workload image, long now) {
        long startTag = fairness.startTag(submission, jobs.values());
        var job = new GenerationJob(++lastId, submission, image, startTag, now);
        jobs.put(job.id(), job);
        job.outcome().thenRun(() -> remove(job));
        return job;
    }

    private void remove(GenerationJob job) {
        synchronized (this) {
            jobs.remove(job.id());
        }
        // an engine that drains waits for the last job to leave
        wake();
    }

    /** Accepts nothing from now on. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        wake();
    }

    /** Whether every job has ended and no other will come. */
    synchronized boolean isDrained() {
        return closed && jobs.isEmpty();
    }

    /** The number of jobs of a model. */
    synchronized int size(String model) {
        return (int) jobs.values().stream()
                .filter(job -> job.submission().model().equals(model))
                .count();
    }

    /** The jobs in order of arrival. */
    synchronized List<GenerationJob> accepted() {
        return List.copyOf(jobs.values());
    }

    /** The jobs in the order of service. */
    private List<GenerationJob> ranked() {
        return Ranking.rank(Candidate.of(jobs.values())).stream()
                .map(Candidate::job)
                .toList();
    }

    /** Notes that a job's first pass begins. */
    synchronized void begun(GenerationJob job) {
        fairness.begun(job, jobs.values());
    }

    /** Publishes to each job that waits for its first pass how many are before it. */
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

    /** Waits until something has changed since the last wait. */
    void awaitChange() throws InterruptedException {
        changes.acquire();
        changes.drainPermits();
    }

    private void wake() {
        changes.release();
    }
}
