package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Continuous batching: composes a new batch for every pass, from the first job in the order of service and the jobs that
 * share its key, while there is room.
 *
 * @param limits what a pass may hold, by the name of its model
 * @param ageing nanoseconds after which a job has waited too long
 */
record StepLevelPlanner(Function<String, BatchLimits> limits, long ageing) implements TurnPlanner {
    /** How much longer a pass may take with jobs of lower priority than without them. */
    private static final double SLOWDOWN_FOR_LOWER = 1.25;

    @Override
    public Plan plan(Situation situation) {
        if (situation.jobs().isEmpty()) {
            return new Plan(new Work.Idle(), 0);
        }
        var ranked = Ranking.rank(situation.jobs());
        var aged = Ranking.aged(ranked, situation.now(), ageing);
        var leader = Ranking.leader(ranked, aged, situation.turnsSinceAged());
        return new Plan(work(leader.job(), ranked, situation.times()), leader.turnsSinceAged());
    }

    private Work work(Candidate leader, List<Candidate> ranked, PassTimes times) {
        return switch (leader.phase()) {
            case DENOISED -> new Work.Decode(leader.job());
            case QUEUED -> new Work.Encode(beginning(List.of(leader), ranked));
            case DENOISING -> denoise(leader, ranked, times);
        };
    }

    private Work denoise(Candidate leader, List<Candidate> ranked, PassTimes times) {
        // an aged leader has waited too long already, so it does not wait for the prompts of others
        boolean waits = leader.id() == ranked.getFirst().id();
        var members = members(leader, ranked, times).stream()
                .filter(job -> waits || job.phase() == Phase.DENOISING)
                .toList();
        var unencoded =
                members.stream().filter(job -> job.phase() == Phase.QUEUED).toList();
        return unencoded.isEmpty()
                ? new Work.Denoise(Candidate.jobs(members))
                : new Work.Encode(beginning(unencoded, ranked));
    }

    /** The jobs that begin now, and those of their model and priority that begin next. */
    private List<GenerationJob> beginning(List<Candidate> now, List<Candidate> ranked) {
        var first = now.getFirst();
        var next = ranked.stream()
                .filter(job -> job.phase() == Phase.QUEUED && job.priority() == first.priority())
                .filter(job -> job.key().model().equals(first.key().model()))
                .filter(job -> !now.contains(job))
                .limit(Math.max(0, limits.apply(first.key().model()).rows() - now.size()));
        return Candidate.jobs(Stream.concat(now.stream(), next).toList());
    }

    private List<Candidate> members(Candidate leader, List<Candidate> ranked, PassTimes times) {
        var batch = new PrioritizedBatch(leader);
        ranked.stream()
                .filter(job -> job.phase() != Phase.DENOISED)
                .filter(job -> batch.admits(job, times))
                .forEach(batch::add);
        return batch.jobs.members();
    }

    /** A batch that is filled by falling priority, except for an aged leader. */
    private final class PrioritizedBatch {
        private final Batch jobs;
        private Priority highest;
        private int rowsOfHighest;

        PrioritizedBatch(Candidate leader) {
            jobs = new Batch(limits.apply(leader.key().model()), leader);
            highest = leader.priority();
            rowsOfHighest = jobs.rows();
        }

        boolean admits(Candidate job, PassTimes times) {
            return jobs.fits(job) && (isUrgent(job) || isCheap(job, times));
        }

        private boolean isUrgent(Candidate job) {
            return job.priority().compareTo(highest) <= 0;
        }

        /** Whether a job of lower priority delays the others little, by neither its prompts nor its rows. */
        private boolean isCheap(Candidate job, PassTimes times) {
            int more = jobs.rows() + job.rows();
            return job.phase() == Phase.DENOISING
                    && times.pass(job.key(), more) <= SLOWDOWN_FOR_LOWER * times.pass(job.key(), rowsOfHighest);
        }

        void add(Candidate job) {
            jobs.add(job);
            if (isUrgent(job)) {
                highest = job.priority();
                rowsOfHighest = jobs.rows();
            }
        }
    }
}
