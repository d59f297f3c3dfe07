package dev.easel.bench;

import dev.easel.bench.service.Fleet;

/** What sections measure with. */
record Workbench(Fleet fleet, Effort effort) {
    /** Ways to share forward passes, in the order in which they take turns. */
    static final String[] WAYS = {"off", "request", "step"};

    /** The way that is shipped. */
    static final String SHIPPED = "step";
}
