package dev.easel.simulator;

import java.util.List;

/**
 * The times of a model on a machine.
 *
 * @param label the name on the command line
 * @param start seconds from the start of the process until it is ready
 */
record Profile(String label, Model model, double start) {
    /**
     * Measured: the included model at 128x128 on two cores of a Xeon. Steps: a line through {@code bench/results/rows.json}
     * (12.93, 18.62, 31.47, 62.48 ms for 1, 2, 4, 8 rows; the line is within 5 %). Encode and decode:
     * {@code latency.json}, medians. Start: {@code start.json}, the median to readiness of the shipped package.
     */
    static final Profile SCENES = new Profile(
            "scenes",
            new Model(20, new Model.Times(new Line(0.0032, 0), new Line(0.0059, 0.0067), 0.0053), limits(8)),
            0.79);

    /**
     * Assumed, not measured: FLUX.1-schnell at 1024x1024 on a GPU of 24 GB. Replace the numbers with your own. A step takes
     * 0.25 s for one row and 0.2 s for each further one; weights load in 45 s. Four images of that size fit into a pass
     * of {@code easel.engine.batch.pixels}.
     */
    static final Profile FLUX_SCHNELL = new Profile(
            "flux-schnell",
            new Model(4, new Model.Times(new Line(0.03, 0.02), new Line(0.05, 0.2), 0.1), limits(4)),
            45);

    static final List<Profile> ALL = List.of(SCENES, FLUX_SCHNELL);

    private static Model.Limits limits(int rows) {
        return new Model.Limits(rows, 8, 64);
    }
}
