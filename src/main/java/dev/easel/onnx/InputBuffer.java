package dev.easel.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.easel.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory for one input of a session, kept from run to run: allocating it for each run costs more than
 * filling it, and leaves its release to the garbage collector.
 */
final class InputBuffer {
    private final ElementType type;
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    InputBuffer(ElementType type) {
        this.type = type;
    }

    /** A native tensor with these values, valid until the next one; the caller closes it. */
    OnnxTensor fill(OrtEnvironment environment, Tensor tensor) throws OrtException {
        int bytes = Math.multiplyExact(tensor.shape().elements(), type.bytes());
        if (memory.capacity() < bytes) {
            memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        return type.toNative(environment, tensor, memory.slice(0, bytes).order(ByteOrder.nativeOrder()));
    }
}
