package dev.easel.onnx;

/** What ONNX Runtime does with memory that a run no longer needs. */
public enum MemoryUse {
    /** Keeps it for the next run, which is fastest. */
    KEEP,
    /** Returns it after each run, and allocates no more than requested. */
    SHRINK
}
