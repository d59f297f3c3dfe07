package dev.easel.simulator;

import java.util.Arrays;

/** How requests ended: each of them once. */
final class Tally {
    private double[] waits = new double[1024];
    private double[] latencies = new double[1024];
    private int drawn;
    private int refused;
    private int stopped;
    private int expired;

    void drawn(Request request, double now) {
        if (drawn == waits.length) {
            waits = Arrays.copyOf(waits, 2 * drawn);
            latencies = Arrays.copyOf(latencies, 2 * drawn);
        }
        waits[drawn] = request.waited();
        latencies[drawn] = now - request.arrival();
        drawn++;
    }

    /** A 429, and no further retry. */
    void refused() {
        refused++;
    }

    /** A 503: its pod had to end before it. */
    void stopped() {
        stopped++;
    }

    /** A 504 of the activator: no pod became ready in time. */
    void expired() {
        expired++;
    }

    int ended() {
        return drawn + refused + stopped + expired;
    }

    Outcome outcome() {
        return new Outcome(
                new Outcome.Ends(drawn, refused, stopped, expired),
                Percentiles.of(Arrays.copyOf(waits, drawn)),
                Percentiles.of(Arrays.copyOf(latencies, drawn)));
    }

    /**
     * What callers saw.
     *
     * @param ends how many requests ended how
     * @param waiting seconds from arrival to the first step, of the pictures that were drawn
     * @param picture seconds from arrival to the picture
     */
    record Outcome(Ends ends, Percentiles waiting, Percentiles picture) {

        /** Requests by their end: a picture, 429, 503 and 504. */
        record Ends(int drawn, int refused, int stopped, int expired) {
            int all() {
                return drawn + refused + stopped + expired;
            }

            /** The share that got no picture, 0 to 1. */
            double failedShare() {
                return all() == 0 ? 0 : 1 - (double) drawn / all();
            }
        }
    }
}
