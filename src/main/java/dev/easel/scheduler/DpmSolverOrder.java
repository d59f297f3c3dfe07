package dev.easel.scheduler;

/**
 * The order of each step of DPM-Solver++, which begins with 1 and may end with lower orders.
 *
 * @param highest {@code solver_order}, 1 to 3
 * @param lowerOrderFinal whether fewer than 15 steps end with lower orders ({@code lower_order_final})
 * @param eulerAtFinal whether the last step is always of order 1 ({@code euler_at_final})
 */
record DpmSolverOrder(int highest, boolean lowerOrderFinal, boolean eulerAtFinal) {
    private static final int FEW = 15;

    /** The order of a step, limited by the number of predictions in the history. */
    int at(int step, NoiseSchedule schedule, int known) {
        int left = schedule.steps() - step;
        boolean lower = lowerOrderFinal && schedule.steps() < FEW;
        boolean endsClean = schedule.sigma(schedule.steps()) == 0;
        if (left == 1 && (lower || eulerAtFinal || endsClean)) {
            return 1;
        }
        int possible = Math.min(highest, known + 1);
        return left == 2 && lower ? Math.min(2, possible) : possible;
    }
}
