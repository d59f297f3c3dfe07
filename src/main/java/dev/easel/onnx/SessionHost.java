package dev.easel.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.easel.graph.WeightReplacements;
import dev.easel.graph.WeightSource;
import dev.easel.model.Dtype;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Opens a model's sessions on one execution provider, keeps them warm and closes them.
 *
 * <p>One thread opens, runs and closes: ONNX Runtime's CUDA memory grows when threads change, and closing a session
 * during a run crashes the process. On the CPU another one may open some of them ({@link #beside}).
 */
public final class SessionHost implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SessionHost.class);

    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final SessionPlan plan;
    private final RunListener listener;
    private final Deque<OnnxSession> sessions = new ConcurrentLinkedDeque<>();
    private final Deque<CompletableFuture<?>> besides = new ArrayDeque<>();
    private final Deque<SessionHost> parts = new ArrayDeque<>();
    private final Deque<OnnxAdapter> adapters = new ArrayDeque<>();

    private SessionHost(SessionPlan plan, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * A host without sessions yet.
     *
     * @throws DeviceException if the configured device cannot be used
     */
    public SessionHost(ModelFolder folder, RuntimeConfig config, MemoryUse memory, RunListener listener) {
        this(
                new SessionPlan(
                        folder,
                        ExecutionProvider.choose(config, memory),
                        WeightSource.ORIGINAL,
                        Residency.WARM,
                        memory),
                listener);
        if (memory == MemoryUse.SHRINK) {
            NativeHeap.giveBackLargeBlocks();
        }
    }

    /** Loads ONNX Runtime, unless it is; the first host does it otherwise. */
    public static void loadLibrary() {
        OnnxEnvironment.get();
    }

    /** A host for the same model whose sessions have other weights. It is closed with this one, or before it. */
    public SessionHost with(WeightSource weights) {
        return part(plan.with(weights));
    }

    /**
     * A host for those sessions of the same model that are to leave memory to the others: on the CPU; or, where all of
     * them run on the CPU, open only while they run. It is closed with this one.
     */
    public SessionHost offloaded() {
        return part(plan.offloaded());
    }

    /**
     * A host that can compute what overflowed here: with the model's float32 graph of a component, on the CPU. It is closed
     * with this one, or before it. Empty if the model has no other graph than the one that is open.
     */
    public Optional<SessionHost> inFloat32(String component) {
        var single = plan.onCpu(Dtype.FLOAT32);
        var other = single.folder().graph(component);
        return other.equals(folder().graph(component)) || !Files.isRegularFile(other)
                ? Optional.empty()
                : Optional.of(part(single));
    }

    /** A host for the same graphs on the CPU, whose arithmetic is wider; empty if that is where they are. */
    public Optional<SessionHost> onCpu() {
        return plan.provider() instanceof ExecutionProvider.Cpu
                ? Optional.empty()
                : Optional.of(part(plan.onCpu(folder().dtype())));
    }

    /** Tells the listener that a component gave no usable numbers. */
    public void reportUnusable(String component) {
        listener.unusable(component);
    }

    private SessionHost part(SessionPlan other) {
        var part = new SessionHost(other, listener);
        parts.push(part);
        return part;
    }

    /** The name of the device that sessions run on: {@code cpu}, {@code cuda:0} or {@code tensorrt:0}. */
    public String device() {
        return plan.provider().device();
    }

    /** The model whose sessions are opened. */
    public ModelFolder folder() {
        return plan.folder();
    }

    /**
     * Opens a component's graph and checks it.
     *
     * @throws ModelException if the file is missing, cannot be read, or does not have the signature
     */
    public OnnxSession open(String component, Signature signature) {
        Path file = folder().graph(component);
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file, "is missing", "the " + component + "'s ONNX graph");
        }
        long start = System.nanoTime();
        var session = open(component, file, plan.weights().replacements(component, file));
        sessions.push(session);
        session.require(file, signature, folder().dtype());
        LOG.debugf("opened %s in %d ms", file, (System.nanoTime() - start) / 1_000_000);
        return session;
    }

    /**
     * Begins to open a component, on a thread beside the caller's. On a GPU and where memory is short, the caller opens it
     * when it asks for it.
     *
     * @param opener opens the component's sessions at this host
     * @return waits for the component, and throws what the opener threw; to be asked once
     */
    public <T> Supplier<T> beside(Supplier<T> opener) {
        if (!plan.opensSideBySide()) {
            return opener;
        }
        // ONNX Runtime's threads bear the name of the thread that makes them
        var thread = Thread.ofPlatform().daemon().name(Thread.currentThread().getName());
        var opening = CompletableFuture.supplyAsync(opener, thread::start);
        besides.push(opening);
        return () -> {
            try {
                return opening.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        };
    }

    /**
     * Reads an {@code .onnx_adapter} file for sessions of this host. It is closed with it.
     *
     * @throws ModelException if it is missing or no such file
     */
    public OnnxAdapter adapter(Path file) {
        var adapter = OnnxAdapter.open(file);
        adapters.push(adapter);
        return adapter;
    }

    private OnnxSession open(String component, Path file, WeightReplacements weights) {
        try {
            return new OnnxSession(component, environment, () -> openNative(file, weights), weights, plan, listener);
        } catch (OrtException e) {
            weights.close();
            throw new ModelException(
                    file,
                    "cannot be opened (" + e.getMessage() + ")",
                    "a complete ONNX graph, with its model.onnx_data beside it if it has external weights",
                    e);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private OrtSession openNative(Path file, WeightReplacements weights) throws OrtException {
        try (var options = plan.provider().sessionOptions()) {
            return weights.open(environment, file, options);
        }
    }

    /** Closes one of the hosts that were made from this one. */
    public void close(SessionHost part) {
        if (parts.remove(part)) {
            part.close();
        }
    }

    /** Closes the sessions, last opened first, then their adapters. None may be running; those that still open, do first. */
    @Override
    public void close() {
        while (!besides.isEmpty()) {
            // what failed was told to whoever asked for it
            besides.pop().handle((_, _) -> true).join();
        }
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
        while (!sessions.isEmpty()) {
            sessions.pop().close();
        }
        while (!adapters.isEmpty()) {
            adapters.pop().close();
        }
    }
}
