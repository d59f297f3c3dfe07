package dev.easel.simulator;

/** How many are present, over time. */
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

    /** The sum of the seconds of each. */
    double seconds(double now) {
        advance(now);
        return area;
    }

    /** The sum of the seconds of each since it was last asked for. */
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
