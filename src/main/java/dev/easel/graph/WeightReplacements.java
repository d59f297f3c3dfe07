package dev.easel.graph;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.easel.model.ModelException;
import dev.easel.tensor.FloatFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Weights that replace a graph's own in a session. They lie in native memory until {@link #close}. ONNX Runtime does not
 * copy them, so close them after the session.
 *
 * <p>ONNX Runtime applies replacements before it optimises a graph only if the weights lie outside the graph's file
 * ({@code addExternalInitializers}). With {@code addInitializer}, it silently keeps the old values wherever an
 * optimisation has moved them. So a graph with embedded weights is opened from a copy that declares the replaced ones
 * external.
 */
public final class WeightReplacements implements AutoCloseable {
    private static final long ALIGNMENT = 64;
    private static final String EXTERNAL_FOLDER = "session.model_external_initializers_file_folder_path";

    private final Arena arena = Arena.ofShared();
    private final Optional<GraphFile> graph;
    private final Map<Initializer, MemorySegment> weights = new LinkedHashMap<>();

    private WeightReplacements(Optional<GraphFile> graph) {
        this.graph = graph;
    }

    /** No replacements. */
    public static WeightReplacements none() {
        return new WeightReplacements(Optional.empty());
    }

    /** Replacements for weights of this graph, none yet. */
    public static WeightReplacements of(GraphFile graph) {
        return new WeightReplacements(Optional.of(graph));
    }

    /**
     * A copy of one of the graph's weights, to be changed in place, by any thread, before the session is opened.
     *
     * @return the values in the weight's own format, in C order
     * @throws ModelException if they cannot be read, or are no floating-point numbers
     */
    public MemorySegment replace(Initializer weight) {
        var copy = arena.allocate(weight.bytes(), ALIGNMENT);
        weight.read(copy);
        weights.put(weight, copy);
        return copy;
    }

    /** The number of bytes that the replacements hold. */
    public long bytes() {
        return weights.values().stream().mapToLong(MemorySegment::byteSize).sum();
    }

    /** Opens a graph with these weights. */
    public OrtSession open(OrtEnvironment environment, Path file, SessionOptions options) throws OrtException {
        if (weights.isEmpty()) {
            // by path and not from bytes: weights above 2 GB lie in a file beside the graph
            return environment.createSession(file.toString(), options);
        }
        var tensors = new HashMap<String, OnnxTensorLike>();
        try {
            for (var weight : weights.entrySet()) {
                tensors.put(weight.getKey().name(), tensor(environment, weight.getKey(), weight.getValue()));
            }
            options.addExternalInitializers(tensors);
            return open(environment, graph.orElseThrow(), options);
        } finally {
            tensors.values().forEach(OnnxTensorLike::close);
        }
    }

    private OrtSession open(OrtEnvironment environment, GraphFile file, SessionOptions options) throws OrtException {
        if (weights.keySet().stream().allMatch(Initializer::isExternal)) {
            return environment.createSession(file.path().toString(), options);
        }
        options.addConfigEntry(
                EXTERNAL_FOLDER,
                String.valueOf(file.path().toAbsolutePath().normalize().getParent()));
        try (var memory = Arena.ofConfined()) {
            return environment.createSession(file.withExternal(weights.keySet(), memory), options);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Initializer weight, MemorySegment values)
            throws OrtException {
        var buffer = values.asByteBuffer().order(ByteOrder.nativeOrder());
        long[] extents = weight.extents().stream().mapToLong(Long::longValue).toArray();
        return OnnxTensor.createTensor(
                environment, buffer, extents, javaType(weight.format().orElseThrow()));
    }

    private static OnnxJavaType javaType(FloatFormat format) {
        return switch (format) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
        };
    }

    /** Frees the weights. The session must be closed. */
    @Override
    public void close() {
        arena.close();
    }
}
