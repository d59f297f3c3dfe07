package dev.easel.scheduler;

/** Which equation a solver follows from noise to image. */
enum SolverForm {
    /** The probability flow: no noise is added on the way. */
    ODE,
    /** The reverse diffusion: each step adds noise of the generation's own. */
    SDE
}
