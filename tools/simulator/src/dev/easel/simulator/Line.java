package dev.easel.simulator;

/**
 * Seconds that one pass takes by the number of its rows.
 *
 * @param fixed of every pass
 * @param each of every row
 */
public record Line(double fixed, double each) {

    public double of(int rows) {
        return fixed + each * rows;
    }
}
