package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.ImageParameters;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** One accepted image. Thread-safe. */
public final class GenerationJob {
    static final long NEVER_DUE = Long.MAX_VALUE;

    private final long id;
    private final Submission submission;
    private final Workload workload;
    private final long startTag;
    private final JobTimer timer;
    private final JobEvents events = new JobEvents();
    private final AtomicReference<JobState> state = new AtomicReference<>(new JobState.Queued());
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile int announced;

    GenerationJob(long id, Submission submission, Workload workload, long startTag, long submitted) {
        this.id = id;
        this.submission = submission;
        this.workload = workload;
        this.startTag = startTag;
        this.timer = new JobTimer(submitted);
    }

    /** The request that it belongs to. */
    public Submission submission() {
        return submission;
    }

    /** The image to generate. */
    public ImageParameters parameters() {
        return workload.image();
    }

    /** How far it is. */
    public JobState state() {
        return state.get();
    }

    /** How many of its passes are done. */
    public Progress progress() {
        return new Progress(state().passesDone(), workload.passes());
    }

    /** Its place among the jobs that wait for their first pass, 1 for the first; 0 once it has begun. */
    public int position() {
        return isToBegin() ? announced : 0;
    }

    /** Whether it waits for its first pass. */
    boolean isToBegin() {
        return switch (state.get()) {
            case JobState.Queued _ -> true;
            case JobState.Waiting waiting -> waiting.passesDone() == 0;
            case JobState.Running _, JobState.Denoised _, JobState.Ended _ -> false;
        };
    }

    /** Its events, for those who watch it. */
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

    /** When its first pass began, if it has, on the same clock. */
    public OptionalLong begun() {
        return timer.begun();
    }

    /** The turns of the engine that it had a part in so far, in order; without those that failed. */
    public List<Turn> turns() {
        return timer.turns();
    }

    /**
     * Ends the job; the engine drops it before its next pass.
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

    /** Its number, in order of arrival. */
    long id() {
        return id;
    }

    Workload workload() {
        return workload;
    }

    BatchKey key() {
        return workload.key();
    }

    /** Its place among the jobs of all callers, by {@link FairQueueing}. */
    long startTag() {
        return startTag;
    }

    JobTimer timer() {
        return timer;
    }

    /** When its deadline is over, on the engine's clock; {@link #NEVER_DUE} without a deadline. */
    long due() {
        return submission
                .deadline()
                .map(deadline -> timer.submitted() + deadline.toNanos())
                .orElse(NEVER_DUE);
    }

    /** Publishes its position if that has changed. Guarded by the queue's monitor. */
    void announce(int position) {
        if (position != announced) {
            announced = position;
            events.publish(new JobEvent.Queued(position));
        }
    }

    /** Makes a transition from the state that it is derived from; without effect if the job has ended since. */
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
