package dev.easel.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import dev.easel.graph.WeightReplacements;
import dev.easel.model.Dtype;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;

/**
 * An ONNX Runtime session for one graph, warm unless it is offloaded. Used by one thread at a time, the one that owns its
 * host.
 *
 * <p>Inputs and outputs are float32 tensors, also of float16 graphs; they are converted here.
 */
public final class OnnxSession {
    private static final Logger LOG = Logger.getLogger(OnnxSession.class);
    private static final String SHRINK = "memory.enable_memory_arena_shrinkage";

    private final OrtEnvironment environment;
    private final Opener opener;
    private final SessionPlan plan;
    private Optional<OrtSession> open;
    private final Map<String, InputBuffer> inputs = new HashMap<>();
    private final Map<String, TensorSpec> specs = new HashMap<>();
    private final RunListener listener;
    private final String component;
    private final WeightReplacements weights;

    /** Opens the graph. */
    @FunctionalInterface
    interface Opener {
        OrtSession open() throws OrtException;
    }

    OnnxSession(
            String component,
            OrtEnvironment environment,
            Opener opener,
            WeightReplacements weights,
            SessionPlan plan,
            RunListener listener)
            throws OrtException {
        this.component = component;
        this.environment = environment;
        this.opener = opener;
        this.weights = weights;
        this.plan = plan;
        this.listener = listener;
        this.open = Optional.of(opener.open());
        try {
            readSpecs(open.get());
        } catch (OrtException | RuntimeException e) {
            closeNative();
            throw e;
        }
    }

    private void readSpecs(OrtSession session) throws OrtException {
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

    /** The graph's specification of an input, if it has it. */
    public Optional<TensorSpec> input(String name) {
        return Optional.ofNullable(specs.get(name));
    }

    /**
     * Runs the graph for one of its outputs.
     *
     * @param output the output to return; no other is computed
     * @param feeds a tensor for each of the graph's inputs
     * @return the output as float32
     * @throws SessionException if ONNX Runtime refuses or fails
     */
    public FloatTensor run(String output, Map<String, ? extends Tensor> feeds) {
        return run(List.of(output), feeds, List.of()).getFirst();
    }

    /**
     * Runs the graph with adapters for the LoRA inputs that it was exported with.
     *
     * @param outputs the outputs to return; no other is computed
     * @param feeds a tensor for each of the graph's inputs that has no default
     * @param adapters the adapters; no two may have the same parameters
     * @return the outputs as float32, in the order of {@code outputs}
     * @throws SessionException if ONNX Runtime refuses or fails, for example because an adapter's parameters are no
     *     inputs of the graph
     */
    public List<FloatTensor> run(
            List<String> outputs, Map<String, ? extends Tensor> feeds, List<OnnxAdapter> adapters) {
        var natives = new HashMap<String, OnnxTensor>();
        try (var options = new RunOptions()) {
            if (plan.memory() == MemoryUse.SHRINK) {
                options.addRunConfigEntry(SHRINK, plan.provider().arena());
            }
            for (var adapter : adapters) {
                options.addActiveLoraAdapter(adapter.parameters());
            }
            for (var feed : feeds.entrySet()) {
                natives.put(feed.getKey(), toNative(feed.getKey(), feed.getValue()));
            }
            long start = System.nanoTime();
            try (var result = session().run(natives, new LinkedHashSet<>(outputs), options)) {
                listener.ran(component, System.nanoTime() - start);
                return outputs.stream()
                        .map(name -> fromNative((OnnxTensor) result.get(name).orElseThrow()))
                        .toList();
            }
        } catch (OrtException e) {
            throw new SessionException(component, e);
        } finally {
            natives.values().forEach(OnnxTensor::close);
            closeIfTransient();
        }
    }

    private OrtSession session() throws OrtException {
        if (open.isEmpty()) {
            open = Optional.of(opener.open());
        }
        return open.get();
    }

    /** After a run: a session that does not stay open frees its memory. */
    private void closeIfTransient() {
        if (plan.residency() == Residency.WHILE_RUNNING) {
            closeNative();
        }
    }

    private void closeNative() {
        open.ifPresent(session -> {
            try {
                session.close();
            } catch (OrtException e) {
                LOG.warnf(e, "the %s's session did not close cleanly", component);
            }
        });
        open = Optional.empty();
    }

    /** Checks that the graph in this file is what its component expects. */
    void require(Path file, Signature signature, Dtype dtype) {
        try {
            var check =
                    new SignatureCheck(file, session().getInputInfo(), session().getOutputInfo());
            check.require(signature);
            check.requireDtype(dtype);
            closeIfTransient();
        } catch (OrtException e) {
            throw new SessionException(component, e);
        }
    }

    /** Closes the session, then frees its weights. It must not be running. */
    void close() {
        closeNative();
        weights.close();
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
