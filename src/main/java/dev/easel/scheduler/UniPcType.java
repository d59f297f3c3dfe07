package dev.easel.scheduler;

/** What UniPC calls B(h) ({@code solver_type}). */
public enum UniPcType {
    /** {@code h}. */
    BH1,
    /** {@code e^h - 1}. */
    BH2
}
