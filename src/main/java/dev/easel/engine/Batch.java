package dev.easel.engine;

import java.util.ArrayList;
import java.util.List;

/** Jobs that are to share passes: a leader, which may be of any size, and the others that fit beside it. */
final class Batch {
    private final BatchLimits limits;
    private final List<Candidate> members = new ArrayList<>();
    private int rows;
    private long pixels;

    Batch(BatchLimits limits, Candidate leader) {
        this.limits = limits;
        add(leader);
    }

    /** The leader first, then the others in the order in which they were added. */
    List<Candidate> members() {
        return List.copyOf(members);
    }

    int rows() {
        return rows;
    }

    /** Whether another job fits: it has the leader's key, and the limits hold. */
    boolean fits(Candidate job) {
        var leader = members.getFirst();
        return job.id() != leader.id()
                && job.key().equals(leader.key())
                && limits.hold(rows + job.rows(), pixels + job.pixels());
    }

    void add(Candidate job) {
        members.add(job);
        rows += job.rows();
        pixels += job.pixels();
    }
}
