package dev.easel.engine;

/** A limit that a submission can exhaust. */
public enum Limit {
    /** The number of accepted images. */
    JOBS,
    /** Their rows: one image has one, or two if a second row guides it. */
    ROWS,
    /** Their pixels. */
    PIXELS,
    /** The caller's own share of any of these. */
    CALLER
}
