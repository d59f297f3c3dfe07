package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import java.util.List;

/**
 * Batching as other servers do it: a group begins together, nobody joins it or takes its place, and the next begins
 * when its last image is decoded.
 *
 * @param limits what a group may hold
 * @param ageing nanoseconds after which a job has waited too long
 */
record RequestLevelPlanner(PassLimits limits, long ageing) implements StepPlanner {

    @Override
    public Plan plan(Situation situation) {
        if (situation.jobs().isEmpty()) {
            return new Plan(new Work.Idle(), 0);
        }
        var denoising = ids(situation.jobs(), Phase.DENOISING);
        if (!denoising.isEmpty()) {
            return new Plan(new Work.Step(denoising), situation.turnsSinceAged());
        }
        var denoised = ids(situation.jobs(), Phase.DENOISED);
        if (!denoised.isEmpty()) {
            return new Plan(new Work.Decode(denoised.getFirst()), situation.turnsSinceAged());
        }
        var ranked = Ranking.rank(situation.jobs());
        var aged = Ranking.aged(ranked, situation.now(), ageing);
        var leader = Ranking.leader(ranked, aged, situation.turnsSinceAged());
        return new Plan(new Work.Encode(group(leader.job(), ranked)), leader.turnsSinceAged());
    }

    private static List<Long> ids(List<Candidate> jobs, Phase phase) {
        return Candidate.ids(jobs.stream().filter(job -> job.phase() == phase).toList());
    }

    private List<Long> group(Candidate leader, List<Candidate> ranked) {
        var group = new Group(limits.of(leader.key()), leader);
        ranked.stream()
                .filter(job -> job.load().steps() == leader.load().steps())
                .filter(group::holds)
                .forEach(group::add);
        return Candidate.ids(group.members());
    }
}
