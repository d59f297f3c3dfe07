package dev.easel.scheduler;

/** How DPM-Solver++ makes its second order ({@code solver_type}). */
enum DpmSolverType {
    MIDPOINT,
    HEUN
}
