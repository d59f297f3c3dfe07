package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import java.util.List;

/** Decides what the next turn does. Pure: no threads, no clock, no memory beyond its input. */
sealed interface TurnPlanner permits StepLevelPlanner, RequestLevelPlanner {

    /** Plans the next turn. */
    Plan plan(Situation situation);

    /** How long passes take. */
    @FunctionalInterface
    interface PassTimes {

        /** The expected nanoseconds of one pass over a number of rows; 0 if nothing is known yet. */
        double pass(BatchKey key, int rows);
    }

    /**
     * The input of a decision.
     *
     * @param jobs all jobs that have not ended
     * @param now nanoseconds of the engine's clock
     * @param turnsSinceAged the number of turns since an aged job led, from the last plan
     * @param times how long passes take
     */
    record Situation(List<Candidate> jobs, long now, int turnsSinceAged, PassTimes times) {}

    /**
     * A decision.
     *
     * @param work what the turn does
     * @param turnsSinceAged for the next {@link Situation}
     */
    record Plan(Work work, int turnsSinceAged) {}
}
