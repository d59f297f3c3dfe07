package dev.easel.simulator;

/**
 * The seconds of one pass as a line over its number of rows.
 *
 * @param fixed seconds of every pass
 * @param each seconds of every row
 */
public record Line(double fixed, double each) {

    /** The seconds of a pass with a number of rows. */
    public double of(int rows) {
        return fixed + each * rows;
    }
}
