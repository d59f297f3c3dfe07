package dev.easel.onnx;

/** When a session is open. */
enum Residency {
    /** From the start to the end. */
    WARM,
    /** Only while it runs: its memory is free in between, and each run takes as much longer as opening takes. */
    WHILE_RUNNING
}
