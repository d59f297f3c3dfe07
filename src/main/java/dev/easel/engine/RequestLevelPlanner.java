package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import java.util.List;
import java.util.function.Function;

/**
 * Static batching, as in other servers: a batch begins together, no job joins it or takes its place, and the next batch
 * begins after the last image is decoded.
 *
 * @param limits what a batch may hold, by the name of its model
 * @param ageing nanoseconds after which a job has waited too long
 */
record RequestLevelPlanner(Function<String, BatchLimits> limits, long ageing) implements TurnPlanner {

    @Override
    public Plan plan(Situation situation) {
        if (situation.jobs().isEmpty()) {
            return new Plan(new Work.Idle(), 0);
        }
        var denoising = jobs(situation.jobs(), Phase.DENOISING);
        if (!denoising.isEmpty()) {
            return new Plan(new Work.Denoise(denoising), situation.turnsSinceAged());
        }
        var denoised = jobs(situation.jobs(), Phase.DENOISED);
        if (!denoised.isEmpty()) {
            return new Plan(new Work.Decode(denoised.getFirst()), situation.turnsSinceAged());
        }
        var ranked = Ranking.rank(situation.jobs());
        var aged = Ranking.aged(ranked, situation.now(), ageing);
        var leader = Ranking.leader(ranked, aged, situation.turnsSinceAged());
        return new Plan(new Work.Encode(batch(leader.job(), ranked)), leader.turnsSinceAged());
    }

    private static List<GenerationJob> jobs(List<Candidate> jobs, Phase phase) {
        return Candidate.jobs(jobs.stream().filter(job -> job.phase() == phase).toList());
    }

    private List<GenerationJob> batch(Candidate leader, List<Candidate> ranked) {
        int passes = leader.job().workload().passes();
        var batch = new Batch(limits.apply(leader.key().model()), leader);
        ranked.stream()
                .filter(candidate -> candidate.job().workload().passes() == passes)
                .filter(batch::fits)
                .forEach(batch::add);
        return Candidate.jobs(batch.members());
    }
}
