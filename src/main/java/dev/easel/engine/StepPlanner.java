package dev.easel.engine;

import java.util.List;

/** Decides what is done next. Pure: no threads, no clock, no memory but what it is given. */
sealed interface StepPlanner permits StepLevelPlanner, RequestLevelPlanner {

    /**
     * The next unit of work.
     *
     * @param situation what there is to decide on
     */
    Plan plan(Situation situation);

    /**
     * What a decision is made on.
     *
     * @param jobs all jobs that have not ended
     * @param now nanoseconds of the engine's clock
     * @param turnsSinceAged how many turns went by since one was an aged job's, as the last plan said
     * @param times how long passes take
     */
    record Situation(List<Candidate> jobs, long now, int turnsSinceAged, PassTimes times) {}

    /**
     * A decision.
     *
     * @param work what is to be done
     * @param turnsSinceAged for the next {@link Situation}
     */
    record Plan(Work work, int turnsSinceAged) {}
}
