package dev.easel.engine;

import dev.easel.pipeline.BatchKey;

/** How much one forward pass may hold, by what its rows share. */
@FunctionalInterface
interface PassLimits {

    /** The limits of a pass over rows with a key. */
    BatchLimits of(BatchKey key);
}
