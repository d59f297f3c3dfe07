package dev.easel.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A warm ONNX Runtime session for one graph. Used by one thread at a time, the one that owns its host.
 *
 * <p>float16 graphs take and give float32 tensors here; the conversion happens at the border.
 */
public final class OnnxSession {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, InputBuffer> inputs = new HashMap<>();
    private final Map<String, TensorSpec> specs = new HashMap<>();
    private final RunListener listener;
    private final String component;

    OnnxSession(String component, OrtEnvironment environment, OrtSession session, RunListener listener)
            throws OrtException {
        this.component = component;
        this.environment = environment;
        this.session = session;
        this.listener = listener;
        session.getInputInfo().forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo info) {
                ElementType.of(info.type).ifPresent(type -> {
                    inputs.put(name, new InputBuffer(type));
                    var extents = LongStream.of(info.getShape()).boxed().toList();
                    specs.put(name, new TensorSpec(name, type.kind(), extents));
                });
            }
        });
    }

    /** What the graph says of an input, if it has it. */
    public Optional<TensorSpec> input(String name) {
        return Optional.ofNullable(specs.get(name));
    }

    /**
     * Runs the graph for one of its outputs.
     *
     * @param output the output to return; no other is computed for the caller
     * @param feeds a tensor for each of the graph's inputs
     * @return the output as float32
     * @throws SessionException if ONNX Runtime refuses or fails
     */
    public FloatTensor run(String output, Map<String, ? extends Tensor> feeds) {
        return run(List.of(output), feeds).getFirst();
    }

    /**
     * Runs the graph.
     *
     * @param outputs the outputs to return; no other is computed for the caller
     * @param feeds a tensor for each of the graph's inputs
     * @return the outputs as float32, in the order in which they were asked for
     * @throws SessionException if ONNX Runtime refuses or fails
     */
    public List<FloatTensor> run(List<String> outputs, Map<String, ? extends Tensor> feeds) {
        var natives = new HashMap<String, OnnxTensor>();
        try {
            for (var feed : feeds.entrySet()) {
                natives.put(feed.getKey(), toNative(feed.getKey(), feed.getValue()));
            }
            long start = System.nanoTime();
            try (var result = session.run(natives, new LinkedHashSet<>(outputs))) {
                listener.ran(component, System.nanoTime() - start);
                return outputs.stream()
                        .map(name -> fromNative((OnnxTensor) result.get(name).orElseThrow()))
                        .toList();
            }
        } catch (OrtException e) {
            throw new SessionException(component, e);
        } finally {
            natives.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor toNative(String name, Tensor tensor) throws OrtException {
        var input = inputs.get(name);
        if (input == null) {
            throw new IllegalArgumentException(component + " has no input " + name);
        }
        return input.fill(environment, tensor);
    }

    private static FloatTensor fromNative(OnnxTensor tensor) {
        var buffer = tensor.getFloatBuffer();
        var values = new float[buffer.remaining()];
        buffer.get(values);
        return FloatTensor.of(Shape.of(tensor.getInfo().getShape()), values);
    }
}
