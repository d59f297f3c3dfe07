package dev.easel.lora;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.tensor.FloatFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors by name, to write as a safetensors file. */
record TensorFile(Map<String, Tensor> tensors, Map<String, String> metadata) {

    /** A tensor and the format to write it in. */
    record Tensor(FloatFormat format, List<Long> extents, float... values) {
        static Tensor of(List<Long> extents, float... values) {
            return new Tensor(FloatFormat.FLOAT32, extents, values);
        }

        int extent(int axis) {
            return Math.toIntExact(extents.get(axis));
        }
    }

    TensorFile() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    static TensorFile read(Path path) {
        var file = Safetensors.read(path);
        var tensors = new TensorFile();
        try (var channel = FileChannel.open(path)) {
            for (var tensor : file.tensors().entrySet()) {
                var entry = tensor.getValue();
                tensors.tensors.put(
                        tensor.getKey(), new Tensor(entry.format(), entry.extents(), file.floats(channel, entry)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tensors;
    }

    TensorFile with(String name, Tensor tensor) {
        tensors.put(name, tensor);
        return this;
    }

    /** The two factors of a module; the values of down are 1, 2, 3... over 10, those of up the same over 7. */
    TensorFile withModule(String module, int in, int out, int rank) {
        return with(module + ".lora_A.weight", Tensor.of(List.of((long) rank, (long) in), ramp(rank * in, 10)))
                .with(module + ".lora_B.weight", Tensor.of(List.of((long) out, (long) rank), ramp(out * rank, 7)));
    }

    static float[] ramp(int count, float divisor) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i + 1) / divisor;
        }
        return values;
    }

    Path write(Path path) {
        var header = new LinkedHashMap<String, Object>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        long next = 0;
        for (var tensor : tensors.entrySet()) {
            long bytes = (long) tensor.getValue().values().length
                    * tensor.getValue().format().bytes();
            header.put(
                    tensor.getKey(),
                    Map.of(
                            "dtype", dtype(tensor.getValue().format()),
                            "shape", tensor.getValue().extents(),
                            "data_offsets", List.of(next, next + bytes)));
            next += bytes;
        }
        try {
            byte[] json = new JsonMapper().writeValueAsBytes(header);
            var bytes = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + next))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(json.length).put(json);
            for (var tensor : tensors.values()) {
                tensor.format().write(tensor.values(), MemorySegment.ofBuffer(bytes.slice()), 0);
                bytes.position(bytes.position()
                        + tensor.values().length * tensor.format().bytes());
            }
            return Files.write(path, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dtype(FloatFormat format) {
        return switch (format) {
            case FLOAT32 -> "F32";
            case FLOAT16 -> "F16";
            case BFLOAT16 -> "BF16";
            case FLOAT64 -> "F64";
        };
    }
}
