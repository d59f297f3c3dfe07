package dev.easel.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The accepted jobs of all models that have not ended, bounded. Thread-safe; guarded by its own monitor. */
final class JobQueue {
    private final Forecast forecast;
    private final FairQueueing fairness = new FairQueueing();
    private final Set<GenerationJob> jobs = new LinkedHashSet<>();
    private final Semaphore changes = new Semaphore(0);
    private long lastId;
    private boolean closed;

    JobQueue(Forecast forecast) {
        this.forecast = forecast;
    }

    /** Accepts all images of a submission, or none of them. Each job stays until it ends. Empty once the queue is closed. */
    synchronized Optional<Admission> admit(Submission submission, List<Workload> images, long now) {
        if (closed) {
            return Optional.empty();
        }
        var limits = forecast.limits().queueOf(submission.model());
        var exhausted = limits.exhausted(jobs, submission, images);
        if (exhausted.isPresent()) {
            var retryAfter = forecast.untilRoom(ranked(), submission, images);
            return Optional.of(new Admission.Full(exhausted.get(), retryAfter));
        }
        var accepted = images.stream().map(image -> add(submission, image, now)).toList();
        announcePositions();
        changes.release();
        return Optional.of(new Admission.Accepted(accepted));
    }

    private GenerationJob add(Submission submission, Workload image, long now) {
        var job = new GenerationJob(++lastId, submission, image, fairness.startTag(submission, jobs), now);
        jobs.add(job);
        job.outcome().thenRun(() -> remove(job));
        return job;
    }

    private synchronized void remove(GenerationJob job) {
        jobs.remove(job);
        // an engine that drains waits for the last job to leave
        changes.release();
    }

    /** Accepts nothing from now on, and ends a wait. */
    synchronized void close() {
        closed = true;
        changes.release();
    }

    /** Whether every job has ended and no other will come. */
    synchronized boolean isDrained() {
        return closed && jobs.isEmpty();
    }

    /** The number of jobs of a model. */
    synchronized int size(String model) {
        return (int) jobs.stream()
                .filter(job -> job.submission().model().equals(model))
                .count();
    }

    /** The jobs in order of arrival. */
    synchronized List<GenerationJob> accepted() {
        return List.copyOf(jobs);
    }

    /** Notes that a job's first pass begins. */
    synchronized void begun(GenerationJob job) {
        fairness.begun(job, jobs);
    }

    /** Publishes to each job that waits for its first pass how many are before it. */
    synchronized void announcePositions() {
        if (jobs.stream().noneMatch(GenerationJob::isToBegin)) {
            return;
        }
        int position = 0;
        for (var job : ranked()) {
            if (job.isToBegin()) {
                job.announce(++position);
            }
        }
    }

    /** The jobs in the order of service. */
    private List<GenerationJob> ranked() {
        return Candidate.jobs(Ranking.rank(Candidate.of(jobs)));
    }

    /** Waits until something has changed since the last wait. */
    void awaitChange() throws InterruptedException {
        changes.acquire();
        changes.drainPermits();
    }
}
