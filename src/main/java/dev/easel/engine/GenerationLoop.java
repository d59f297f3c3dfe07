package dev.easel.engine;

import java.util.List;
import java.util.function.LongSupplier;

/** Serves the queue in turns. Used by one thread, the one that owns the sessions. */
final class GenerationLoop {
    private final JobQueue queue;
    private final TurnPlanner planner;
    private final Forecast forecast;
    private final EngineMetrics metrics;
    private final LongSupplier clock;
    private final Passes passes;
    private int turnsSinceAged;

    GenerationLoop(
            OpenModels models,
            JobQueue queue,
            TurnPlanner planner,
            Forecast forecast,
            EngineMetrics metrics,
            LongSupplier clock) {
        this.queue = queue;
        this.planner = planner;
        this.forecast = forecast;
        this.metrics = metrics;
        this.clock = clock;
        this.passes = new Passes(models, forecast, metrics, clock);
    }

    /** Takes the next turn. False if there is nothing to do. */
    boolean turn() {
        long now = clock.getAsLong();
        var jobs = queue.accepted();
        jobs.forEach(job -> endIfLate(job, now));
        var plan = planner.plan(new TurnPlanner.Situation(Candidate.of(jobs), now, turnsSinceAged, forecast.times()));
        turnsSinceAged = plan.turnsSinceAged();
        perform(plan.work(), jobs);
        queue.announcePositions();
        return !(plan.work() instanceof Work.Idle);
    }

    /** Ends a job that cannot meet its deadline, before it takes more time. */
    private void endIfLate(GenerationJob job, long now) {
        if (job.due() != GenerationJob.NEVER_DUE && now + forecast.atLeast(job) > job.due()) {
            job.end(new Outcome.Expired());
            if (now < job.due()) {
                forecast.times().doubt(job.key());
            }
        }
    }

    private void perform(Work work, List<GenerationJob> jobs) {
        switch (work) {
            case Work.Idle _ -> {}
            case Work.Encode(var members) -> passes.encode(members);
            case Work.Denoise(var members) -> {
                jobs.stream().filter(job -> !members.contains(job)).forEach(this::preempt);
                members.forEach(this::resume);
                passes.denoise(members);
            }
            case Work.Decode(var job) -> passes.decode(job);
        }
    }

    private void preempt(GenerationJob job) {
        if (job.state() instanceof JobState.Running running && job.move(running, running.preempted())) {
            metrics.preempted();
        }
    }

    private void resume(GenerationJob job) {
        if (job.state() instanceof JobState.Waiting waiting && job.move(waiting, waiting.resumed())) {
            if (waiting.passesDone() == 0) {
                queue.begun(job);
                job.timer().begin(clock.getAsLong());
                metrics.queued(
                        job.submission().priority(), job.timer().timings().queue());
            }
        }
    }
}
