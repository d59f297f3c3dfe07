package dev.easel.engine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The order of service. */
final class Ranking {
    /** One turn in so many belongs to the job that waits longest, once that has waited too long. */
    static final int AGED_TURN = 4;

    private static final Comparator<GenerationJob> BY_DEADLINE =
            Comparator.comparingLong(GenerationJob::due).thenComparingLong(GenerationJob::id);

    private Ranking() {}

    /** A caller and one of its priorities, within which deadlines decide. */
    private record Flow(String caller, Priority priority) {}

    /**
     * Sorts jobs by priority, then those that only need decoding first, then the callers fairly. A caller's deadlines
     * decide which of its own jobs goes first, and never delay another caller.
     */
    static List<Candidate> rank(List<Candidate> jobs) {
        var startTags = startTags(jobs);
        return jobs.stream()
                .sorted(Comparator.comparing(Candidate::priority)
                        .thenComparing(job -> job.phase() != Candidate.Phase.DENOISED)
                        .thenComparingLong(job -> startTags.get(job.id()))
                        .thenComparingLong(Candidate::id))
                .toList();
    }

    private static Map<Long, Long> startTags(List<Candidate> jobs) {
        var startTags = new HashMap<Long, Long>();
        var flows = jobs.stream()
                .map(Candidate::job)
                .collect(Collectors.groupingBy(job ->
                        new Flow(job.submission().caller(), job.submission().priority())));
        for (var flow : flows.values()) {
            var own = flow.stream().mapToLong(GenerationJob::startTag).sorted().iterator();
            flow.stream().sorted(BY_DEADLINE).forEach(job -> startTags.put(job.id(), own.nextLong()));
        }
        return startTags;
    }

    /** The oldest job, if it has waited longer than a limit. */
    static Optional<Candidate> aged(List<Candidate> jobs, long now, long ageing) {
        return jobs.stream()
                .filter(job -> now - job.submitted() > ageing)
                .min(Comparator.comparingLong(Candidate::submitted).thenComparingLong(Candidate::id));
    }

    /**
     * The job that leads this turn, and the number of turns since an aged one led.
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

    /** The job that leads a turn. */
    record Leader(Candidate job, int turnsSinceAged) {}
}
