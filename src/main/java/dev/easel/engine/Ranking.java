package dev.easel.engine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The order in which jobs are served. */
final class Ranking {
    /** Of so many turns, one is the longest waiting job's, if that has waited too long. */
    static final int AGED_TURN = 4;

    private static final Comparator<Candidate> BY_DEADLINE =
            Comparator.comparingLong(Candidate::due).thenComparingLong(Candidate::id);

    private Ranking() {}

    /** A caller and one of its priorities, within which deadlines decide. */
    private record Lane(String caller, Priority priority) {}

    /**
     * Priority, then what only has to be decoded, then the callers in turn. A caller's deadlines decide which of its own
     * jobs takes its turns, and never take another caller's.
     */
    static List<Candidate> rank(List<Candidate> jobs) {
        var turns = turns(jobs);
        return jobs.stream()
                .sorted(Comparator.comparing(Candidate::priority)
                        .thenComparing(job -> job.phase() != Candidate.Phase.DENOISED)
                        .thenComparingLong(job -> turns.get(job.id()))
                        .thenComparingLong(Candidate::id))
                .toList();
    }

    private static Map<Long, Long> turns(List<Candidate> jobs) {
        var turns = new HashMap<Long, Long>();
        var lanes = jobs.stream().collect(Collectors.groupingBy(job -> new Lane(job.caller(), job.priority())));
        for (var lane : lanes.values()) {
            var ownTurns = lane.stream().mapToLong(Candidate::turn).sorted().iterator();
            lane.stream().sorted(BY_DEADLINE).forEach(job -> turns.put(job.id(), ownTurns.nextLong()));
        }
        return turns;
    }

    /** The job that has waited longest, if it has waited longer than is bearable. */
    static Optional<Candidate> aged(List<Candidate> jobs, long now, long ageing) {
        return jobs.stream()
                .filter(job -> now - job.submitted() > ageing)
                .min(Comparator.comparingLong(Candidate::submitted).thenComparingLong(Candidate::id));
    }

    /**
     * Who leads this turn, and how many turns will have gone by without an aged job.
     *
     * @param jobs ranked, not empty
     */
    static Leader leader(List<Candidate> jobs, Optional<Candidate> aged, int turnsSinceAged) {
        var first = jobs.getFirst();
        boolean agedTurn = turnsSinceAged >= AGED_TURN - 1;
        var leader = agedTurn ? aged.orElse(first) : first;
        boolean served = aged.isEmpty() || aged.get().id() == leader.id();
        return new Leader(leader, served ? 0 : turnsSinceAged + 1);
    }

    /** Who leads a turn. */
    record Leader(Candidate job, int turnsSinceAged) {}
}
