package dev.easel.engine;

/** Which jobs share passes. */
public enum Batching {
    /** Jobs join, leave and change places at every pass. */
    STEP,
    /** Jobs that begin together stay together, and no other joins them. */
    REQUEST,
    /** One job at a time, from its first pass to its image. */
    OFF;

    TurnPlanner planner(ModelLimits limits, long ageing) {
        return switch (this) {
            case STEP -> new StepLevelPlanner(limits::batchOf, ageing);
            case REQUEST -> new RequestLevelPlanner(limits::batchOf, ageing);
            case OFF -> new RequestLevelPlanner(_ -> BatchLimits.ONE, ageing);
        };
    }
}
