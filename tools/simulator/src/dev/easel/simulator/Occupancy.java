package dev.easel.simulator;

/** The number of present items over time. */
final class Occupancy {
    private int present;
    private int most;
    private double area;
    private double changed;
    private double reported;

    void enter(double now) {
        advance(now);
        present++;
        most = Math.max(most, present);
    }

    void leave(double now) {
        advance(now);
        present--;
    }

    int most() {
        return most;
    }

    /** The integral over time: the sum of the seconds of each item. */
    double seconds(double now) {
        advance(now);
        return area;
    }

    /** The integral since the last call. */
    double secondsSinceReport(double now) {
        double since = seconds(now) - reported;
        reported = area;
        return since;
    }

    private void advance(double now) {
        area += present * (now - changed);
        changed = now;
    }
}
