package dev.easel.simulator;

import java.util.Arrays;

/** Counts how requests end; each ends once. */
final class Tally {
    private double[] waits = new double[1024];
    private double[] latencies = new double[1024];
    private int completed;
    private int refused;
    private int stopped;
    private int expired;

    void completed(Request request, double now) {
        if (completed == waits.length) {
            waits = Arrays.copyOf(waits, 2 * completed);
            latencies = Arrays.copyOf(latencies, 2 * completed);
        }
        waits[completed] = request.waited();
        latencies[completed] = now - request.arrival();
        completed++;
    }

    /** A 429 without a further retry. */
    void refused() {
        refused++;
    }

    /** A 503: the pod ended before the request. */
    void stopped() {
        stopped++;
    }

    /** A 504 of the activator: no pod became ready in time. */
    void expired() {
        expired++;
    }

    int ended() {
        return completed + refused + stopped + expired;
    }

    Outcome outcome() {
        return new Outcome(
                new Outcome.Ends(completed, refused, stopped, expired),
                Percentiles.of(Arrays.copyOf(waits, completed)),
                Percentiles.of(Arrays.copyOf(latencies, completed)));
    }

    /**
     * The outcome for callers.
     *
     * @param ends the number of requests by how they ended
     * @param waiting seconds from arrival to the first step, for completed requests
     * @param image seconds from arrival to the image
     */
    record Outcome(Ends ends, Percentiles waiting, Percentiles image) {

        /** Requests by how they ended: an image, 429, 503 and 504. */
        record Ends(int completed, int refused, int stopped, int expired) {
            int all() {
                return completed + refused + stopped + expired;
            }

            /** The share of requests without an image, 0 to 1. */
            double failedShare() {
                return all() == 0 ? 0 : 1 - (double) completed / all();
            }
        }
    }
}
