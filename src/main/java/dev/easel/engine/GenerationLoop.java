package dev.easel.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Serves the queue in turns, each of which is one unit of {@link Work}. Used by one thread, the one that owns the
 * sessions.
 */
final class GenerationLoop {
    private final JobQueue queue;
    private final StepPlanner planner;
    private final Forecast forecast;
    private final EngineMetrics metrics;
    private final LongSupplier clock;
    private final Passes passes;
    private int turnsSinceAged;

    GenerationLoop(
            OpenModels models,
            JobQueue queue,
            StepPlanner planner,
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

    /** Does what is to be done next. False if there is nothing. */
    boolean turn() {
        long now = clock.getAsLong();
        var jobs = queue.accepted();
        jobs.forEach(job -> endIfLate(job, now));
        var candidates = GenerationJob.candidates(jobs);
        var plan = planner.plan(new StepPlanner.Situation(candidates, now, turnsSinceAged, forecast.times()));
        turnsSinceAged = plan.turnsSinceAged();
        boolean worked = perform(plan.work(), jobs);
        queue.announcePositions();
        return worked;
    }

    /** A job that cannot be drawn by its deadline any more takes nobody's time. */
    private void endIfLate(GenerationJob job, long now) {
        if (job.due() != Candidate.NEVER_DUE && now + forecast.atLeast(job) > job.due()) {
            job.end(new Outcome.Expired());
            if (now < job.due()) {
                forecast.times().doubt(job.key());
            }
        }
    }

    private boolean perform(Work work, List<GenerationJob> jobs) {
        Map<Long, GenerationJob> byId = jobs.stream().collect(Collectors.toMap(GenerationJob::id, Function.identity()));
        switch (work) {
            case Work.Idle _ -> {
                return false;
            }
            case Work.Encode(var ids) ->
                passes.encode(ids.stream().map(byId::get).toList());
            case Work.Step(var ids) -> {
                var members = ids.stream().map(byId::get).toList();
                jobs.stream().filter(job -> !ids.contains(job.id())).forEach(this::preempt);
                members.forEach(this::resume);
                passes.step(members);
            }
            case Work.Decode(long id) -> passes.decode(Objects.requireNonNull(byId.get(id)));
        }
        return true;
    }

    private void preempt(GenerationJob job) {
        if (job.state() instanceof JobState.Running running && job.move(running, running.preempted())) {
            metrics.preempted();
        }
    }

    private void resume(GenerationJob job) {
        if (job.state() instanceof JobState.Waiting waiting && job.move(waiting, waiting.resumed())) {
            if (waiting.stepsDone() == 0) {
                queue.begun(job);
                job.timer().begun(clock.getAsLong());
                metrics.queued(job.submission().priority(), job.timer().queued());
            }
        }
    }
}
