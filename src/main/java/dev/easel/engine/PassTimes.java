package dev.easel.engine;

import dev.easel.pipeline.BatchKey;

/** How long passes take. */
@FunctionalInterface
interface PassTimes {

    /** The expected nanoseconds of one pass over a number of rows; 0 if nothing is known yet. */
    double pass(BatchKey key, int rows);
}
