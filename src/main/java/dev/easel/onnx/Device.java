package dev.easel.onnx;

/** Where sessions run. */
public enum Device {
    /** CUDA where an NVIDIA driver is present and CUDA works, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** CUDA, or no start. */
    CUDA,
    /** TensorRT, with CUDA for what TensorRT cannot run, or no start. */
    TENSORRT
}
