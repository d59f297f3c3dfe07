package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.ImageParameters;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** One accepted image. Thread-safe. */
public final class GenerationJob {
    private final long id;
    private final Submission submission;
    private final Workload workload;
    private final long turn;
    private final JobTimer timer;
    private final JobEvents events = new JobEvents();
    private final AtomicReference<JobState> state = new AtomicReference<>(new JobState.Queued());
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile int announced;

    GenerationJob(long id, Submission submission, Workload workload, long turn, long submitted) {
        this.id = id;
        this.submission = submission;
        this.workload = workload;
        this.turn = turn;
        this.timer = new JobTimer(submitted);
    }

    /** What was asked for. */
    public Submission submission() {
        return submission;
    }

    /** How far it is. */
    public JobState state() {
        return state.get();
    }

    /** How many jobs begin before it, itself included; 0 once it has begun. */
    public int position() {
        return isToBegin() ? announced : 0;
    }

    /** Whether it waits for its first step. */
    boolean isToBegin() {
        return switch (state.get()) {
            case JobState.Queued _ -> true;
            case JobState.Waiting waiting -> waiting.stepsDone() == 0;
            case JobState.Running _, JobState.Denoised _, JobState.Ended _ -> false;
        };
    }

    /** What happens to it. */
    public JobEvents events() {
        return events;
    }

    /** How it ends; completes once, on the engine's thread or the canceller's. */
    public CompletionStage<Outcome> outcome() {
        return outcome;
    }

    /** When it was accepted, on the clock of {@link System#nanoTime()}. */
    public long submitted() {
        return timer.submitted();
    }

    /** When its first step began, if it has, on the same clock. */
    public OptionalLong begun() {
        return timer.begun();
    }

    /** The turns of the engine that it had a part in so far, those that failed left out; in the order of their beginning. */
    public List<Pass> passes() {
        return timer.passes();
    }

    /**
     * Ends the job; the engine gives up on it before its next step.
     *
     * @return false if it had ended already
     */
    public boolean cancel() {
        return end(new Outcome.Cancelled());
    }

    /** Whether the job has ended. */
    public boolean hasEnded() {
        return state.get() instanceof JobState.Ended;
    }

    long id() {
        return id;
    }

    ImageParameters parameters() {
        return submission.parameters();
    }

    BatchKey key() {
        return workload.key();
    }

    Load load() {
        return workload.load();
    }

    long turn() {
        return turn;
    }

    JobTimer timer() {
        return timer;
    }

    /** Tells how many jobs begin before it, if that has changed. Guarded by the queue's monitor. */
    void announce(int position) {
        if (position != announced) {
            announced = position;
            events.publish(new JobEvent.Queued(position));
        }
    }

    /** When it is of no use any more, on the engine's clock. */
    long due() {
        return submission
                .deadline()
                .map(deadline -> timer.submitted() + deadline.toNanos())
                .orElse(Candidate.NEVER_DUE);
    }

    /** What the planner has to know of those jobs that have not ended. */
    static List<Candidate> candidates(Collection<GenerationJob> jobs) {
        return jobs.stream()
                .map(GenerationJob::candidate)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Candidate> candidate() {
        return switch (state.get()) {
            case JobState.Queued _ -> Optional.of(candidate(Candidate.Phase.QUEUED, key()));
            case JobState.Waiting(var row) -> Optional.of(denoising(row));
            case JobState.Running(var row) -> Optional.of(denoising(row));
            case JobState.Denoised _ -> Optional.of(candidate(Candidate.Phase.DENOISED, key()));
            case JobState.Ended _ -> Optional.empty();
        };
    }

    private Candidate denoising(Denoising row) {
        return candidate(Candidate.Phase.DENOISING, workload.nextPass().apply(row));
    }

    private Candidate candidate(Candidate.Phase next, BatchKey nextKey) {
        return new Candidate(
                id, next, nextKey, load(), submission.priority(), submission.caller(), turn, due(), timer.submitted());
    }

    /** Takes a transition from the state that it was made from; without effect if the job has ended meanwhile. */
    boolean move(JobState.Live from, JobState.Live to) {
        return state.compareAndSet(from, to);
    }

    /** Ends the job; false if it had ended already. */
    boolean end(Outcome how) {
        var before = state.getAndUpdate(now -> now instanceof JobState.Live live ? live.ended(how) : now);
        if (!(before instanceof JobState.Live)) {
            return false;
        }
        events.publish(new JobEvent.Ended(how));
        outcome.complete(how);
        return true;
    }
}
