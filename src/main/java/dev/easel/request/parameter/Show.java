package dev.easel.request.parameter;

/** Where a form shows a parameter. */
public enum Show {
    /** At once. */
    FIRST,
    /** Among further settings. */
    MORE,
    /** Among the settings of experts. */
    EXPERT,
    /** Nowhere; requests may still have it. */
    NEVER
}
