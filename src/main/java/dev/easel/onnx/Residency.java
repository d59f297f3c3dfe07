package dev.easel.onnx;

/** When a session is open. */
enum Residency {
    /** From the start to the end. */
    WARM,
    /** Only while it runs: its memory is free between runs, and each run also opens it. */
    WHILE_RUNNING
}
