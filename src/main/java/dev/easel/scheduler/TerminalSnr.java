package dev.easel.scheduler;

/** What is left of the image at the last timestep of training ({@code rescale_betas_zero_snr}). */
enum TerminalSnr {
    /** What the betas leave of it. */
    AS_TRAINED,
    /** Nothing. */
    ZERO,
    /** So little ({@code 2^-24}) that noise levels stay finite, for solvers that divide by it. */
    NEARLY_ZERO
}
