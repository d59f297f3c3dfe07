package dev.easel.bench;

import dev.easel.bench.service.Fleet;

/** The services and the effort of a section. */
record Workbench(Fleet fleet, Effort effort) {
    /** The values of {@code easel.engine.batching}, in the order in which they take turns. */
    static final String[] MODES = {"off", "request", "step"};

    /** The default of {@code easel.engine.batching}. */
    static final String SHIPPED = "step";
}
