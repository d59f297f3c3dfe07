package dev.easel.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.easel.graph.WeightReplacements;
import dev.easel.graph.WeightSource;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Opens a model's sessions on one execution provider, keeps them warm and closes them.
 *
 * <p>One thread opens, runs and closes: ONNX Runtime's CUDA memory grows when threads change, and closing a session
 * during a run crashes the process. On the CPU, other threads may open some of them ({@link #openConcurrently}).
 */
public final class SessionHost implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SessionHost.class);

    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final SessionPlan plan;
    private final RunListener listener;
    private final Deque<OnnxSession> sessions = new ConcurrentLinkedDeque<>();
    private final Deque<CompletableFuture<?>> openings = new ArrayDeque<>();
    private final Deque<SessionHost> derived = new ArrayDeque<>();
    private final Deque<OnnxAdapter> adapters = new ArrayDeque<>();

    private SessionHost(SessionPlan plan, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * A host without sessions yet, with retries.
     *
     * @throws DeviceException if the configured device cannot be used
     */
    public SessionHost(ModelFolder folder, RuntimeConfig config, MemoryUse memory, RunListener listener) {
        this(folder, config, memory, OverflowRetry.WIDER, listener);
    }

    /**
     * A host without sessions yet.
     *
     * @throws DeviceException if the configured device cannot be used
     */
    public SessionHost(
            ModelFolder folder, RuntimeConfig config, MemoryUse memory, OverflowRetry retry, RunListener listener) {
        this(
                new SessionPlan(
                        folder,
                        ExecutionProvider.choose(config, memory),
                        WeightSource.ORIGINAL,
                        Residency.WARM,
                        memory,
                        retry),
                listener);
        if (memory == MemoryUse.SHRINK) {
            NativeHeap.giveBackLargeBlocks();
        }
    }

    /** Loads ONNX Runtime before the first host needs it. */
    public static void loadLibrary() {
        OnnxEnvironment.get();
    }

    /** How this host opens sessions. */
    public SessionPlan plan() {
        return plan;
    }

    /** A host that opens sessions by another plan. It is closed with this one, or {@linkplain #close(SessionHost) before}. */
    public SessionHost derive(SessionPlan other) {
        var host = new SessionHost(other, listener);
        derived.push(host);
        return host;
    }

    /** Reports to the listener that a component's output is unusable. */
    public void reportUnusable(String component) {
        listener.unusable(component);
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
     * Begins to open a component on another thread. On a GPU and where memory is short, the returned supplier opens it
     * instead, on its caller's thread.
     *
     * @param opener opens the component's sessions with this host
     * @return waits for the component, or throws the opener's exception; call it once
     */
    public <T> Supplier<T> openConcurrently(Supplier<T> opener) {
        if (!plan.opensConcurrently()) {
            return opener;
        }
        // ONNX Runtime's threads inherit the name of the thread that creates them
        var thread = Thread.ofPlatform().daemon().name(Thread.currentThread().getName());
        var opening = CompletableFuture.supplyAsync(opener, thread::start);
        openings.push(opening);
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
     * Reads an {@code .onnx_adapter} file for sessions of this host. It is closed with the host.
     *
     * @throws ModelException if it is missing or has another format
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

    /** Closes a host that was derived from this one. */
    public void close(SessionHost host) {
        if (derived.remove(host)) {
            host.close();
        }
    }

    /**
     * Closes the sessions, last opened first, then their adapters. None may be running. Waits for those that are being
     * opened.
     */
    @Override
    public void close() {
        while (!openings.isEmpty()) {
            // a failure was thrown by the supplier
            openings.pop().handle((_, _) -> true).join();
        }
        while (!derived.isEmpty()) {
            derived.pop().close();
        }
        while (!sessions.isEmpty()) {
            sessions.pop().close();
        }
        while (!adapters.isEmpty()) {
            adapters.pop().close();
        }
    }
}
