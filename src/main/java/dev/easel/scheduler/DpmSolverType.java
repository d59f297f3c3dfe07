package dev.easel.scheduler;

/** How DPM-Solver++ computes its second order ({@code solver_type}). */
enum DpmSolverType {
    MIDPOINT,
    HEUN
}
