package dev.easel.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.tensor.FloatFormat;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of tensors: the length of a JSON header in 8 bytes, the header, the tensors' bytes without gaps. Only the
 * header is kept; elements are read on request.
 *
 * <p>Source: the format's description in the safetensors project.
 *
 * @param path the file
 * @param tensors where each tensor lies, by name
 * @param metadata texts in the header
 */
record Safetensors(Path path, Map<String, Entry> tensors, Map<String, String> metadata) {
    private static final long MAX_HEADER = 8 << 20;
    private static final String EXPECTATION = "a safetensors file";
    private static final Map<String, FloatFormat> FORMATS = Map.of(
            "F64", FloatFormat.FLOAT64,
            "F32", FloatFormat.FLOAT32,
            "F16", FloatFormat.FLOAT16,
            "BF16", FloatFormat.BFLOAT16);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * A tensor of the file.
     *
     * @param format its numbers' format
     * @param extents its axes
     * @param offset where its first byte is in the file
     * @param bytes its size
     */
    record Entry(FloatFormat format, List<Long> extents, long offset, long bytes) {
        int elements() {
            return Math.toIntExact(bytes / format.bytes());
        }

        /** The extent of an axis; 1 where there are fewer axes. */
        long extent(int axis) {
            return axis < extents.size() ? extents.get(axis) : 1;
        }
    }

    /**
     * Reads a file's header and checks it against the file's size.
     *
     * @throws LoraException if the file cannot be read or breaks a rule of the format
     */
    static Safetensors read(Path path) {
        try (var channel = FileChannel.open(path)) {
            long size = channel.size();
            require(path, size >= Long.BYTES, "has " + size + " bytes");
            long length =
                    bytes(channel, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
            require(path, length > 1 && length <= MAX_HEADER, "says that its header has " + length + " bytes");
            require(path, length <= size - Long.BYTES, "ends within its header");
            var header =
                    MAPPER.readTree(bytes(channel, Long.BYTES, (int) length).array());
            long start = Long.BYTES + length;
            return new HeaderReader(path, start, size - start).read(header);
        } catch (JsonProcessingException e) {
            throw new LoraException(path, "has a broken header (" + e.getOriginalMessage() + ")", EXPECTATION, e);
        } catch (IOException e) {
            throw new LoraException(path, "cannot be read (" + e.getMessage() + ")", EXPECTATION, e);
        }
    }

    /** A tensor's numbers in C order. */
    float[] floats(FileChannel channel, Entry tensor) throws IOException {
        var bytes = MemorySegment.ofBuffer(bytes(channel, tensor.offset(), Math.toIntExact(tensor.bytes())));
        return tensor.format().read(bytes, 0, tensor.elements());
    }

    private static ByteBuffer bytes(FileChannel channel, long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("it ends before byte " + (offset + length));
            }
        }
        return buffer.flip();
    }

    private static void require(Path path, boolean holds, String problem) {
        if (!holds) {
            throw new LoraException(path, problem, EXPECTATION);
        }
    }

    /** Makes entries of the header. */
    private record HeaderReader(Path path, long start, long available) {

        Safetensors read(JsonNode header) {
            require(path, header.isObject(), "has a header that is no JSON object");
            var metadata = new LinkedHashMap<String, String>();
            var tensors = new LinkedHashMap<String, Entry>();
            header.properties().forEach(property -> {
                if (property.getKey().equals("__metadata__")) {
                    property.getValue()
                            .properties()
                            .forEach(text ->
                                    metadata.put(text.getKey(), text.getValue().asText()));
                } else {
                    tensors.put(property.getKey(), entry(property.getKey(), property.getValue()));
                }
            });
            requireNoGaps(tensors);
            return new Safetensors(path, tensors, metadata);
        }

        private Entry entry(String name, JsonNode node) {
            String dtype = node.path("dtype").asText();
            var format = FORMATS.get(dtype);
            if (format == null) {
                throw new LoraException(
                        path, "has the tensor '" + name + "' with dtype '" + dtype + "'", "F32, F16, BF16 or F64");
            }
            var extents = integers(name, node.path("shape"));
            var offsets = integers(name, node.path("data_offsets"));
            require(path, offsets.size() == 2, "has the tensor '" + name + "' without its two data_offsets");
            long bytes = offsets.get(1) - offsets.get(0);
            require(
                    path,
                    bytes == size(extents, format) && bytes <= Integer.MAX_VALUE - Long.BYTES,
                    "has the tensor '" + name + "' of shape " + extents + " in " + bytes + " bytes");
            return new Entry(format, extents, start + offsets.get(0), bytes);
        }

        private List<Long> integers(String name, JsonNode array) {
            var values = new ArrayList<Long>();
            require(path, array.isArray() && array.size() <= 8, "has the tensor '" + name + "' without a proper shape");
            for (var value : array) {
                boolean whole = value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0;
                require(path, whole, "has the tensor '" + name + "' with an extent or offset " + value);
                values.add(value.asLong());
            }
            return values;
        }

        /** The number of bytes, or -1 if it is too large to count. */
        private static long size(List<Long> extents, FloatFormat format) {
            try {
                return extents.stream().reduce((long) format.bytes(), Math::multiplyExact);
            } catch (ArithmeticException e) {
                return -1;
            }
        }

        /** As the format asks for: the tensors fill the rest of the file, none over another. */
        private void requireNoGaps(Map<String, Entry> tensors) {
            long next = start;
            var sorted = tensors.entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<String, Entry> entry) ->
                                    entry.getValue().offset())
                            .thenComparingLong(entry -> entry.getValue().bytes()))
                    .toList();
            for (var tensor : sorted) {
                long offset = tensor.getValue().offset();
                require(path, offset == next, "has the tensor '" + tensor.getKey() + "' at " + offset + " not " + next);
                next += tensor.getValue().bytes();
            }
            long end = start + available;
            require(path, next == end, "has tensors up to byte " + next + " and " + end + " bytes");
        }
    }
}
