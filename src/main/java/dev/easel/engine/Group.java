package dev.easel.engine;

import java.util.ArrayList;
import java.util.List;

/** Jobs that are to share passes, being put together: a leader, which may be of any size, and what fits beside it. */
final class Group {
    private final BatchLimits limits;
    private final List<Candidate> members = new ArrayList<>();
    private int rows;
    private long pixels;

    Group(BatchLimits limits, Candidate leader) {
        this.limits = limits;
        add(leader);
    }

    Candidate leader() {
        return members.getFirst();
    }

    /** The leader first, then the others as they were added. */
    List<Candidate> members() {
        return List.copyOf(members);
    }

    int rows() {
        return rows;
    }

    /** Whether another job may join: of the leader's key, and within the limits. */
    boolean holds(Candidate job) {
        return job.id() != leader().id()
                && job.key().equals(leader().key())
                && limits.hold(rows + job.load().rows(), pixels + job.load().pixels());
    }

    void add(Candidate job) {
        members.add(job);
        rows += job.load().rows();
        pixels += job.load().pixels();
    }
}
