package dev.easel.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;

/**
 * Opens a model's sessions on one execution provider, keeps them warm and closes them.
 *
 * <p>One thread opens, runs and closes: ONNX Runtime's CUDA memory grows when threads change, and closing a session
 * during a run crashes the process.
 */
public final class SessionHost implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SessionHost.class);

    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final ModelFolder folder;
    private final ExecutionProvider provider;
    private final RunListener listener;
    private final Deque<OnnxSession> sessions = new ArrayDeque<>();

    /**
     * A host without sessions yet.
     *
     * @throws DeviceException if the configured device cannot be used
     */
    public SessionHost(ModelFolder folder, RuntimeConfig config, RunListener listener) {
        this.folder = folder;
        this.provider = ExecutionProvider.choose(config);
        this.listener = listener;
    }

    /** The name of the device that sessions run on: {@code cpu}, {@code cuda:0} or {@code tensorrt:0}. */
    public String device() {
        return provider.device();
    }

    /** The model whose sessions are opened. */
    public ModelFolder folder() {
        return folder;
    }

    /**
     * Opens a component's graph and checks it.
     *
     * @throws ModelException if the file is missing, cannot be read, or does not have the signature
     */
    public OnnxSession open(String component, Signature signature) {
        return open(component, signature, WeightSource.ORIGINAL);
    }

    /**
     * Opens a component's graph with other weights in place of some of its own, and checks it.
     *
     * @throws ModelException if the file is missing, cannot be read, or does not have the signature
     */
    public OnnxSession open(String component, Signature signature, WeightSource source) {
        Path file = folder.graph(component);
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file, "is missing", "the " + component + "'s ONNX graph");
        }
        long start = System.nanoTime();
        var session = open(component, file, source.replacements(component, file));
        sessions.push(session);
        session.require(file, signature, folder.dtype());
        LOG.debugf("opened %s in %d ms", file, (System.nanoTime() - start) / 1_000_000);
        return session;
    }

    private OnnxSession open(String component, Path file, WeightReplacements weights) {
        try (var options = provider.sessionOptions()) {
            return new OnnxSession(component, environment, weights.open(environment, file, options), weights, listener);
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

    /** Closes one session and frees its memory. It must be this host's and not be running. */
    public void close(OnnxSession session) {
        if (sessions.remove(session)) {
            session.close();
        }
    }

    /** Closes the sessions, last opened first. None may be running. */
    @Override
    public void close() {
        while (!sessions.isEmpty()) {
            sessions.pop().close();
        }
    }
}
