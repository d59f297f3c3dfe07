package dev.easel.engine;

/** Which jobs share forward passes. */
public enum Batching {
    /** Jobs join, leave and change places at every step. */
    STEP,
    /** Jobs that begin together stay together, and nobody joins them. */
    REQUEST,
    /** One job at a time, from its first step to its image. */
    OFF;

    TurnPlanner planner(PassLimits limits, long ageing) {
        return switch (this) {
            case STEP -> new StepLevelPlanner(limits, ageing);
            case REQUEST -> new RequestLevelPlanner(limits, ageing);
            case OFF -> new RequestLevelPlanner(_ -> BatchLimits.ONE, ageing);
        };
    }
}
