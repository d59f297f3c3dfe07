package dev.easel.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.easel.tensor.FloatFormat;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import dev.easel.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/** The element types that a graph's inputs may have, and how our tensors become theirs. */
enum ElementType {
    FLOAT32(TensorSpec.Kind.FLOAT, Float.BYTES),
    FLOAT16(TensorSpec.Kind.FLOAT, Short.BYTES),
    BFLOAT16(TensorSpec.Kind.FLOAT, Short.BYTES),
    INT64(TensorSpec.Kind.INTEGER, Long.BYTES),
    INT32(TensorSpec.Kind.INTEGER, Integer.BYTES);

    private final TensorSpec.Kind kind;
    private final int bytes;

    ElementType(TensorSpec.Kind kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    static Optional<ElementType> of(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Optional.of(FLOAT32);
            case FLOAT16 -> Optional.of(FLOAT16);
            case BFLOAT16 -> Optional.of(BFLOAT16);
            case INT64 -> Optional.of(INT64);
            case INT32 -> Optional.of(INT32);
            default -> Optional.empty();
        };
    }

    TensorSpec.Kind kind() {
        return kind;
    }

    int bytes() {
        return bytes;
    }

    /**
     * A native tensor of this element type over a buffer, which gets our tensor's values; the caller closes it.
     *
     * @param buffer direct, in native order, with room for the values
     */
    OnnxTensor toNative(OrtEnvironment environment, Tensor tensor, ByteBuffer buffer) throws OrtException {
        long[] shape = tensor.shape().toArray();
        return switch (tensor) {
            case FloatTensor floats
            when this == FLOAT32 ->
                OnnxTensor.createTensor(
                        environment, buffer.asFloatBuffer().put(floats.data()).flip(), shape);
            case FloatTensor floats
            when this == FLOAT16 ->
                OnnxTensor.createTensor(
                        environment, halves(buffer.asShortBuffer(), floats.data()), shape, OnnxJavaType.FLOAT16);
            case FloatTensor floats
            when this == BFLOAT16 ->
                OnnxTensor.createTensor(
                        environment,
                        shorterHalves(buffer.asShortBuffer(), floats.data()),
                        shape,
                        OnnxJavaType.BFLOAT16);
            case LongTensor longs
            when this == INT64 ->
                OnnxTensor.createTensor(
                        environment, buffer.asLongBuffer().put(longs.data()).flip(), shape);
            case LongTensor longs
            when this == INT32 -> OnnxTensor.createTensor(environment, ints(buffer.asIntBuffer(), longs.data()), shape);
            default -> throw new IllegalArgumentException(tensor + " cannot become " + this);
        };
    }

    private static ShortBuffer halves(ShortBuffer buffer, float[] values) {
        for (float value : values) {
            buffer.put(Float.floatToFloat16(value));
        }
        return buffer.flip();
    }

    private static ShortBuffer shorterHalves(ShortBuffer buffer, float[] values) {
        for (float value : values) {
            buffer.put(FloatFormat.toBfloat16(value));
        }
        return buffer.flip();
    }

    private static IntBuffer ints(IntBuffer buffer, long[] values) {
        for (long value : values) {
            buffer.put(Math.toIntExact(value));
        }
        return buffer.flip();
    }
}
