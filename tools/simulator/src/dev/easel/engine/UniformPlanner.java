package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import dev.easel.simulator.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The engine's planner for jobs that differ only in their phase: all have the same size and priority, and each has its own
 * caller. The planner is pure, so each sequence of phases is planned once.
 */
public final class UniformPlanner {
    private static final long NEVER = Long.MAX_VALUE;

    private final TurnPlanner planner;
    private final int furthest;
    private final Map<List<Phase>, Work> plans = new HashMap<>();

    /** A planner with the limits of a model. */
    public UniformPlanner(Model.Limits model) {
        var limits = new BatchLimits(model.prompts(), (long) model.rows() * TestJobs.PIXELS);
        planner = new StepLevelPlanner(_ -> limits, NEVER);
        furthest = model.rows() + model.prompts();
    }

    /**
     * The next turn, with jobs named by their index.
     *
     * @param phases of the jobs, in order of arrival
     */
    Work next(List<Phase> phases) {
        // the jobs after these fit into no pass of this turn
        var first = phases.subList(0, Math.min(phases.size(), furthest));
        return plans.computeIfAbsent(List.copyOf(first), this::plan);
    }

    private Work plan(List<Phase> phases) {
        var candidates = IntStream.range(0, phases.size())
                .mapToObj(i -> candidate(i, phases.get(i)))
                .toList();
        return planner.plan(new TurnPlanner.Situation(candidates, 0, 0, (_, _) -> 0))
                .work();
    }

    private static Candidate candidate(int index, Phase phase) {
        return new Candidate(TestJobs.job(index, "caller " + index, 1), phase, TestJobs.KEY);
    }
}
