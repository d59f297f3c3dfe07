package dev.easel.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
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
    private final Deque<OrtSession> sessions = new ArrayDeque<>();

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
        Path file = folder.graph(component);
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file, "is missing", "the " + component + "'s ONNX graph");
        }
        long start = System.nanoTime();
        try (var options = provider.sessionOptions()) {
            // by path and not from bytes: weights above 2 GB lie in a file beside the graph
            var session = environment.createSession(file.toString(), options);
            sessions.push(session);
            var check = new SignatureCheck(file, session.getInputInfo(), session.getOutputInfo());
            check.require(signature);
            check.requireDtype(folder.dtype());
            LOG.debugf("opened %s in %d ms", file, (System.nanoTime() - start) / 1_000_000);
            return new OnnxSession(component, environment, session, listener);
        } catch (OrtException e) {
            throw new ModelException(
                    file,
                    "cannot be opened (" + e.getMessage() + ")",
                    "a complete ONNX graph, with its model.onnx_data beside it if it has external weights",
                    e);
        }
    }

    /** Closes the sessions, last opened first. None may be running. */
    @Override
    public void close() {
        while (!sessions.isEmpty()) {
            try {
                sessions.pop().close();
            } catch (OrtException e) {
                LOG.warn("a session did not close cleanly", e);
            }
        }
    }
}
