package dev.easel.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** GPU nodes, each of which holds one pod: those that are always there, and those that a cluster autoscaler adds and takes. */
final class Nodes {
    private final Pool pool;
    private final Deque<Double> freeSince = new ArrayDeque<>();
    private int there;
    /** Of the nodes that are gone; less the times at which the others came. */
    private double seconds;

    /**
     * What nodes there are.
     *
     * @param always nodes that are always there, the image on them
     * @param boot seconds until an added node is there
     * @param pull seconds that it takes to pull the image there
     * @param keep seconds for which an added node stays without a pod; the cluster autoscaler's
     *     {@code scale-down-unneeded-time}, 10 minutes by default
     */
    record Pool(int always, double boot, double pull, double keep) {
        /** A node for every pod, at once and only as long as the pod is there: a start is the process' alone. */
        static final Pool AT_ONCE = new Pool(0, 0, 0, 0);
    }

    Nodes(Pool pool) {
        this.pool = pool;
        for (; there < pool.always; there++) {
            freeSince.add(0.0);
        }
    }

    /** Takes a node, and says in how many seconds a process can start on it. */
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

    /** Seconds that nodes were there in all. */
    double seconds(double now) {
        release(now);
        return seconds + there * now;
    }
}
