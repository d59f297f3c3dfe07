package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import dev.easel.simulator.Model;
import dev.easel.simulator.Request;
import dev.easel.simulator.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The engine of one pod: the planner decides, and each turn takes the time of the model. */
public final class SimulatedEngine {
    private final Model model;
    private final UniformPlanner planner;
    private final Timeline timeline;
    private final Consumer<Request> completed;
    private final List<Request> requests = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();
    private boolean busy;
    private boolean stopped;

    /**
     * An idle engine.
     *
     * @param completed takes each request when its image is decoded
     */
    public SimulatedEngine(Model model, UniformPlanner planner, Timeline timeline, Consumer<Request> completed) {
        this.model = model;
        this.planner = planner;
        this.timeline = timeline;
        this.completed = completed;
    }

    /** The number of requests that run or wait. */
    public int accepted() {
        return requests.size();
    }

    /** Accepts a request; false, which stands for a 429, if the queue is full. */
    public boolean accept(Request request) {
        if (accepted() >= model.limits().queue()) {
            return false;
        }
        requests.add(request);
        phases.add(Phase.QUEUED);
        if (!busy) {
            turn();
        }
        return true;
    }

    /** Stops, and returns the requests that have no image yet. */
    public List<Request> stop() {
        stopped = true;
        return List.copyOf(requests);
    }

    private void turn() {
        var work = planner.next(phases);
        var times = model.times();
        busy = !(work instanceof Work.Idle);
        switch (work) {
            case Work.Idle _ -> {}
            case Work.Encode(var jobs) -> endAfter(times.encode().of(jobs.size()), () -> jobs.forEach(this::encoded));
            case Work.Denoise(var jobs) -> {
                jobs.forEach(job -> requests.get(index(job)).stepBegins(timeline.now()));
                endAfter(times.step().of(jobs.size()), () -> jobs.forEach(this::stepped));
            }
            case Work.Decode(var job) -> endAfter(times.decode(), () -> decoded(index(job)));
        }
    }

    private void endAfter(double seconds, Runnable end) {
        timeline.after(seconds, () -> {
            if (!stopped) {
                end.run();
                turn();
            }
        });
    }

    private void encoded(GenerationJob job) {
        phases.set(index(job), Phase.DENOISING);
    }

    private void stepped(GenerationJob job) {
        if (requests.get(index(job)).stepEnds()) {
            phases.set(index(job), Phase.DENOISED);
        }
    }

    private void decoded(int index) {
        phases.remove(index);
        completed.accept(requests.remove(index));
    }

    private static int index(GenerationJob job) {
        return (int) job.id();
    }
}
