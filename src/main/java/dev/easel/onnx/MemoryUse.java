package dev.easel.onnx;

/** What ONNX Runtime does with memory that a run no longer needs. */
public enum MemoryUse {
    /** Keeps it for the next run, which is fastest. */
    KEEP,
    /** Gives it back after each run, and takes no more than is asked for. */
    SHRINK
}
