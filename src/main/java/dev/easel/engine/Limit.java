package dev.easel.engine;

/** What a submission found exhausted. */
public enum Limit {
    /** The number of accepted pictures. */
    JOBS,
    /** Their rows: a negative prompt makes two. */
    ROWS,
    /** Their pixels. */
    PIXELS,
    /** The caller's own share of any of these. */
    CALLER
}
