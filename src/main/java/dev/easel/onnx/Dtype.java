package dev.easel.onnx;

/** The element type of a model's graphs. */
public enum Dtype {
    /** Whatever the model's files have. */
    AUTO,
    /** {@code model.onnx} with float32 inputs. */
    FLOAT32,
    /** {@code model_fp16.onnx}, or else {@code model.onnx}, with float16 inputs. */
    FLOAT16
}
