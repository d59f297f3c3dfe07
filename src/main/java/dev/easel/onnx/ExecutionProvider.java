package dev.easel.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Where sessions run, chosen and tested once at start. */
sealed interface ExecutionProvider {

    /** {@code cpu}, or the provider and the GPU's number. */
    String device();

    /** Options for one session; the caller closes them. */
    SessionOptions sessionOptions() throws OrtException;

    /**
     * The provider for a configuration, proven to work.
     *
     * @throws DeviceException if a GPU is asked for and cannot be used
     */
    static ExecutionProvider choose(RuntimeConfig config, MemoryUse memory) {
        return switch (config.device()) {
            case CPU -> new Cpu(config);
            case CUDA -> proven(new Cuda(config, memory));
            case TENSORRT -> proven(new TensorRt(config, memory));
            case AUTO -> automatic(config, memory, Path.of("/proc/driver/nvidia/version"));
        };
    }

    /** The configuration that it was chosen for. */
    RuntimeConfig config();

    /** The CPU of the same configuration. */
    default ExecutionProvider cpu() {
        return new Cpu(config());
    }

    /** The memory arena of its sessions, as ONNX Runtime names it. */
    String arena();

    /** CUDA where there is an NVIDIA driver and CUDA works, else the CPU. */
    static ExecutionProvider automatic(RuntimeConfig config, MemoryUse memory, Path driver) {
        var log = Logger.getLogger(SessionHost.class);
        if (!Files.exists(driver)) {
            log.infof("easel.runtime.device=auto: using the CPU, as there is no NVIDIA driver (%s)", driver);
            return new Cpu(config);
        }
        try {
            return proven(new Cuda(config, memory));
        } catch (DeviceException e) {
            log.warnf("easel.runtime.device=auto: using the CPU, as %s", e.getMessage());
            return new Cpu(config);
        }
    }

    /** The provider, after it ran a graph of one node: only a run proves that a GPU can be used. */
    private static ExecutionProvider proven(ExecutionProvider provider) {
        try (var graph = Objects.requireNonNull(ExecutionProvider.class.getResourceAsStream("identity.onnx"));
                var options = provider.sessionOptions();
                var input = OnnxTensor.createTensor(OnnxEnvironment.get(), new float[] {1});
                var session = OnnxEnvironment.get().createSession(graph.readAllBytes(), options)) {
            session.run(Map.of("x", input)).close();
            return provider;
        } catch (OrtException e) {
            throw new DeviceException(
                    provider.device() + " cannot be used (easel.runtime.device): " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The CPU. */
    record Cpu(RuntimeConfig config) implements ExecutionProvider {
        // long enough for the gaps between operators; by default, the threads of a session that has just been opened
        // keep cores busy for tenths of a second
        private static final String SPIN_MICROSECONDS = "100";

        @Override
        public String device() {
            return "cpu";
        }

        @Override
        public String arena() {
            return "cpu:0";
        }

        @Override
        public SessionOptions sessionOptions() throws OrtException {
            var options = new SessionOptions();
            options.setIntraOpNumThreads(
                    config.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors()));
            // otherwise each session's threads keep spinning between runs, and compete with the next session's and with
            // ours
            options.addConfigEntry("session.force_spinning_stop", "1");
            options.addConfigEntry("session.intra_op.spin_duration_us", SPIN_MICROSECONDS);
            return options;
        }
    }

    /** CUDA on one GPU. */
    record Cuda(RuntimeConfig config, MemoryUse memory) implements ExecutionProvider {
        @Override
        public String device() {
            return "cuda:" + config.deviceId();
        }

        @Override
        public String arena() {
            return "gpu:" + config.deviceId();
        }

        @Override
        public SessionOptions sessionOptions() throws OrtException {
            var options = new SessionOptions();
            addCuda(options, config, memory);
            return options;
        }

        static void addCuda(SessionOptions options, RuntimeConfig config, MemoryUse memory) throws OrtException {
            try (var cuda = new OrtCUDAProviderOptions(config.deviceId())) {
                for (var option : options(config, memory).entrySet()) {
                    cuda.add(option.getKey(), option.getValue());
                }
                options.addCUDA(cuda);
            }
        }

        /** The provider's options besides the GPU's number. */
        static Map<String, String> options(RuntimeConfig config, MemoryUse memory) {
            var options = new HashMap<String, String>();
            var strategy = memory == MemoryUse.SHRINK
                    ? RuntimeConfig.ArenaExtendStrategy.SAME_AS_REQUESTED
                    : config.arenaExtendStrategy();
            options.put("arena_extend_strategy", strategy.optionValue());
            config.gpuMemoryLimit()
                    .ifPresent(limit ->
                            options.put("gpu_mem_limit", limit.asBigInteger().toString()));
            return options;
        }
    }

    /** TensorRT on one GPU, with CUDA for the nodes that it cannot run. */
    record TensorRt(RuntimeConfig config, MemoryUse memory) implements ExecutionProvider {
        @Override
        public String device() {
            return "tensorrt:" + config.deviceId();
        }

        @Override
        public String arena() {
            return "gpu:" + config.deviceId();
        }

        @Override
        public SessionOptions sessionOptions() throws OrtException {
            var options = new SessionOptions();
            try (var tensorRt = new OrtTensorRTProviderOptions(config.deviceId())) {
                options.addTensorrt(tensorRt);
            }
            Cuda.addCuda(options, config, memory);
            return options;
        }
    }
}
