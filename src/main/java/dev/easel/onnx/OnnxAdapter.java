package dev.easel.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoraAdapter;
import dev.easel.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An {@code .onnx_adapter} file: parameters for a graph that was exported with LoRA inputs, which have defaults that
 * change nothing. It needs no session of its own. ONNX Runtime applies it unscaled.
 *
 * <p>Any number of sessions may use it. Close it after their last run with it.
 */
public final class OnnxAdapter implements AutoCloseable {
    private final OrtLoraAdapter adapter;

    private OnnxAdapter(OrtLoraAdapter adapter) {
        this.adapter = adapter;
    }

    /**
     * Reads a file, which stays mapped into memory.
     *
     * @throws ModelException if it is missing or has another format
     */
    public static OnnxAdapter open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file, "is missing", "an .onnx_adapter file");
        }
        try {
            // the adapter cannot be read before the library is loaded
            OnnxEnvironment.get();
            return new OnnxAdapter(OrtLoraAdapter.create(file.toString()));
        } catch (OrtException e) {
            throw new ModelException(
                    file, "cannot be read (" + e.getMessage() + ")", "an .onnx_adapter file of ONNX Runtime", e);
        }
    }

    OrtLoraAdapter parameters() {
        return adapter;
    }

    @Override
    public void close() {
        adapter.close();
    }
}
