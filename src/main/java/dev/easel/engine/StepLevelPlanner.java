package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides anew at every step who shares the pass: the first in rank, and those with the same key while there is room.
 *
 * @param limits what a pass may hold
 * @param ageing nanoseconds after which a job has waited too long
 */
record StepLevelPlanner(PassLimits limits, long ageing) implements StepPlanner {
    /** How much longer than without them a pass may take for jobs of lower priority. */
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
            case DENOISED -> new Work.Decode(leader.id());
            case QUEUED -> new Work.Encode(beginning(List.of(leader), ranked));
            case DENOISING -> step(leader, ranked, times);
        };
    }

    private Work step(Candidate leader, List<Candidate> ranked, PassTimes times) {
        // one that leads without being first in rank has waited too long already: it waits for nobody's prompts
        boolean waits = leader.id() == ranked.getFirst().id();
        var members = members(leader, ranked, times).stream()
                .filter(job -> waits || job.phase() == Phase.DENOISING)
                .toList();
        var unencoded =
                members.stream().filter(job -> job.phase() == Phase.QUEUED).toList();
        return unencoded.isEmpty()
                ? new Work.Step(Candidate.ids(members))
                : new Work.Encode(beginning(unencoded, ranked));
    }

    /** Those who begin now, and in the same pass of the encoders those of their model and priority who begin next. */
    private List<Long> beginning(List<Candidate> now, List<Candidate> ranked) {
        var first = now.getFirst();
        var next = ranked.stream()
                .filter(job -> job.phase() == Phase.QUEUED && job.priority() == first.priority())
                .filter(job -> job.key().model().equals(first.key().model()))
                .filter(job -> !now.contains(job))
                .limit(Math.max(0, limits.of(first.key()).rows() - now.size()));
        return Candidate.ids(Stream.concat(now.stream(), next).toList());
    }

    private List<Candidate> members(Candidate leader, List<Candidate> ranked, PassTimes times) {
        var pass = new Pass(leader);
        ranked.stream()
                .filter(job -> job.phase() != Phase.DENOISED)
                .filter(job -> pass.holds(job, times))
                .forEach(pass::add);
        return pass.group.members();
    }

    /** A pass that is being put together, by falling priority but for an aged leader. */
    private final class Pass {
        private final Group group;
        private Priority highest;
        private int rowsOfHighest;

        Pass(Candidate leader) {
            group = new Group(limits.of(leader.key()), leader);
            highest = leader.priority();
            rowsOfHighest = group.rows();
        }

        boolean holds(Candidate job, PassTimes times) {
            return group.holds(job) && (isUrgent(job) || isCheap(job, times));
        }

        private boolean isUrgent(Candidate job) {
            return job.priority().compareTo(highest) <= 0;
        }

        /** Whether a job of lower priority delays the others by little: neither by its prompts nor by its rows. */
        private boolean isCheap(Candidate job, PassTimes times) {
            int more = group.rows() + job.load().rows();
            return job.phase() == Phase.DENOISING
                    && times.pass(job.key(), more) <= SLOWDOWN_FOR_LOWER * times.pass(job.key(), rowsOfHighest);
        }

        void add(Candidate job) {
            group.add(job);
            if (isUrgent(job)) {
                highest = job.priority();
                rowsOfHighest = group.rows();
            }
        }
    }
}
