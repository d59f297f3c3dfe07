package dev.easel.engine;

/** Whose job goes first, from the most urgent to the least. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
