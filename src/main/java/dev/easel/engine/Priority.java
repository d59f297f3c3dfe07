package dev.easel.engine;

/** The urgency of a job, from the highest. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
