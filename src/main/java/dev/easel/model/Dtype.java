package dev.easel.model;

import java.util.Optional;

/** The element type of a model's graphs. */
public enum Dtype {
    /** The type of {@code model.onnx}. */
    AUTO(Optional.empty()),
    /** {@code model_fp32.onnx}, or else {@code model.onnx}, with float32 inputs. */
    FLOAT32(Optional.of("fp32")),
    /** {@code model_fp16.onnx}, or else {@code model.onnx}, with float16 inputs. */
    FLOAT16(Optional.of("fp16")),
    /** {@code model_bf16.onnx}, or else {@code model.onnx}, with bfloat16 inputs. */
    BFLOAT16(Optional.of("bf16"));

    private final Optional<String> suffix;

    Dtype(Optional<String> suffix) {
        this.suffix = suffix;
    }

    /** The suffix of the names of graphs of this type. */
    Optional<String> suffix() {
        return suffix;
    }
}
