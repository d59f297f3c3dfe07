package dev.easel.onnx;

/** Whether output that is not finite, or an image of a single colour, is computed again with a wider range. */
public enum OverflowRetry {
    /** In float32, or on the CPU. */
    WIDER,
    /** Never: the generation fails at once. */
    NEVER
}
