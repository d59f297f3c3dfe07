package dev.easel.scheduler;

/** The image's part at the last timestep of training ({@code rescale_betas_zero_snr}). */
enum TerminalSnr {
    /** As the betas define it. */
    AS_TRAINED,
    /** Nothing. */
    ZERO,
    /** So little ({@code 2^-24}) that noise levels stay finite, for solvers that divide by it. */
    NEARLY_ZERO
}
