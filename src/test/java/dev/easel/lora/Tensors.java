package dev.easel.lora;

import dev.easel.fixtures.TensorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads a whole safetensors file, to rewrite it in another form. */
final class Tensors {
    private Tensors() {}

    static TensorFile read(Path path) {
        var file = Safetensors.read(path);
        var tensors = new TensorFile();
        try (var channel = FileChannel.open(path)) {
            for (var tensor : file.tensors().entrySet()) {
                var entry = tensor.getValue();
                float[] values = file.floats(channel, entry);
                tensors.with(tensor.getKey(), TensorFile.Tensor.of(entry.format(), entry.extents(), values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tensors;
    }
}
