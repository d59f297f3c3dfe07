package dev.easel.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** GPU nodes with one pod each: permanent nodes, and nodes that a cluster autoscaler adds and removes. */
final class Nodes {
    private final Pool pool;
    private final Deque<Double> freeSince = new ArrayDeque<>();
    private int there;
    /** The lifetimes of removed nodes, minus the times at which the present ones were added. */
    private double seconds;

    /**
     * The node pool.
     *
     * @param always the number of permanent nodes, which have the container image
     * @param boot seconds until an added node is up
     * @param pull seconds to pull the container image on an added node
     * @param keep seconds for which an added node stays without a pod; the cluster autoscaler's
     *     {@code scale-down-unneeded-time}, 10 minutes by default
     */
    record Pool(int always, double boot, double pull, double keep) {
        /** A node for every pod, without delay and only for the pod's lifetime: only the process has to start. */
        static final Pool AT_ONCE = new Pool(0, 0, 0, 0);
    }

    Nodes(Pool pool) {
        this.pool = pool;
        for (; there < pool.always; there++) {
            freeSince.add(0.0);
        }
    }

    /** Takes a node, and returns the seconds until a process can start on it. */
    double take(double now) {
        release(now);
        if (freeSince.pollLast() != null) {
            return 0;
        }
        there++;
        seconds -= now;
        return pool.boot + pool.pull;
    }

    void give(double now) {
        freeSince.add(now);
    }

    private void release(double now) {
        while (there > pool.always && !freeSince.isEmpty() && freeSince.getFirst() + pool.keep <= now) {
            seconds += freeSince.removeFirst() + pool.keep;
            there--;
        }
    }

    /** The total lifetime of all nodes. */
    double seconds(double now) {
        release(now);
        return seconds + there * now;
    }
}
