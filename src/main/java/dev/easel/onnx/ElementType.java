package dev.easel.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import dev.easel.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/** The element types that a graph's inputs may have, and how our tensors become theirs. */
enum ElementType {
    FLOAT32(TensorSpec.Kind.FLOAT),
    FLOAT16(TensorSpec.Kind.FLOAT),
    INT64(TensorSpec.Kind.INTEGER),
    INT32(TensorSpec.Kind.INTEGER);

    private final TensorSpec.Kind kind;

    ElementType(TensorSpec.Kind kind) {
        this.kind = kind;
    }

    static Optional<ElementType> of(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Optional.of(FLOAT32);
            case FLOAT16 -> Optional.of(FLOAT16);
            case INT64 -> Optional.of(INT64);
            case INT32 -> Optional.of(INT32);
            default -> Optional.empty();
        };
    }

    TensorSpec.Kind kind() {
        return kind;
    }

    /** A native tensor of this element type with our tensor's values; the caller closes it. */
    OnnxTensor toNative(OrtEnvironment environment, Tensor tensor) throws OrtException {
        long[] shape = tensor.shape().toArray();
        return switch (tensor) {
            case FloatTensor floats
            when this == FLOAT32 -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats.data()), shape);
            case FloatTensor floats
            when this == FLOAT16 ->
                OnnxTensor.createTensor(environment, halves(floats.data()), shape, OnnxJavaType.FLOAT16);
            case LongTensor longs
            when this == INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(longs.data()), shape);
            case LongTensor longs when this == INT32 -> OnnxTensor.createTensor(environment, ints(longs.data()), shape);
            default -> throw new IllegalArgumentException(tensor + " cannot become " + this);
        };
    }

    private static ShortBuffer halves(float[] values) {
        var halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
        }
        return ShortBuffer.wrap(halves);
    }

    private static IntBuffer ints(long[] values) {
        var ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = Math.toIntExact(values[i]);
        }
        return IntBuffer.wrap(ints);
    }
}
