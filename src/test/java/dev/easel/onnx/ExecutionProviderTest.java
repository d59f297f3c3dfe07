package dev.easel.onnx;

import ai.onnxruntime.OrtException;
import dev.easel.fixtures.Fixtures;
import dev.easel.model.Dtype;
import dev.easel.model.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Which provider runs the sessions, on a machine without a GPU. */
class ExecutionProviderTest {
    private static final Logger LOGGER = Logger.getLogger(SessionHost.class.getName());

    private final Recorder log = new Recorder();

    @BeforeEach
    void record() {
        LOGGER.addHandler(log);
    }

    @AfterEach
    void stopRecording() {
        LOGGER.removeHandler(log);
    }

    @Test
    void usesTheCpuIfConfigured() {
        assertThat(ExecutionProvider.choose(runtime("device", "cpu"), MemoryUse.KEEP)
                        .device())
                .isEqualTo("cpu");
        assertThat(log.messages).isEmpty();
    }

    @Test
    void setsTheConfiguredThreads() {
        var provider = ExecutionProvider.choose(
                Fixtures.runtime(Map.of("easel.runtime.device", "cpu", "easel.runtime.threads", "1")), MemoryUse.KEEP);
        assertThatNoException().isThrownBy(() -> provider.sessionOptions().close());
    }

    /** Otherwise ONNX Runtime's threads spin on cores that other sessions, or the rest of a start, need. */
    @Test
    void theCpusThreadsDoNotSpinBetweenRuns() throws OrtException {
        try (var options = ExecutionProvider.choose(runtime("device", "cpu"), MemoryUse.KEEP)
                .sessionOptions()) {
            assertThat(options.getConfigEntries())
                    .containsEntry("session.force_spinning_stop", "1")
                    .containsEntry("session.intra_op.spin_duration_us", "100");
        }
    }

    @Test
    void autoUsesTheCpuWithoutADriver(@TempDir Path folder) {
        var driver = folder.resolve("version");
        assertThat(ExecutionProvider.automatic(runtime("device", "auto"), MemoryUse.KEEP, driver)
                        .device())
                .isEqualTo("cpu");
        assertThat(log.messages)
                .singleElement()
                .isEqualTo("easel.runtime.device=auto: using the CPU, as there is no NVIDIA driver (" + driver + ")");
    }

    @Test
    void autoUsesTheCpuIfCudaFails(@TempDir Path driver) {
        assertThat(ExecutionProvider.automatic(runtime("device", "auto"), MemoryUse.KEEP, driver)
                        .device())
                .isEqualTo("cpu");
        assertThat(log.messages)
                .singleElement()
                .asString()
                .startsWith("easel.runtime.device=auto: using the CPU, as cuda:0 cannot be used")
                .containsIgnoringCase("CUDA shared provider");
    }

    @ParameterizedTest
    @CsvSource({"cuda, CUDA", "tensorrt, TensorRT"})
    void refusesAnUnusableGpuWithTheProvidersReason(String device, String provider) {
        var config = Fixtures.runtime(Map.of("easel.runtime.device", device, "easel.runtime.device_id", "1"));
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> ExecutionProvider.choose(config, MemoryUse.KEEP))
                .withMessageStartingWith(device + ":1 cannot be used (easel.runtime.device): ")
                .withMessageContaining("Failed to find " + provider)
                .withCauseInstanceOf(OrtException.class);
    }

    @Test
    void aHostForAnUnusableGpuDoesNotOpen() {
        var folder = new ModelFolder(Fixtures.EMBEDDED, Dtype.AUTO);
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> new SessionHost(
                        folder, runtime("device", "cuda"), MemoryUse.KEEP, (component, nanoseconds) -> {}));
    }

    @Test
    void cudaMemoryIsUnlimitedAndGrowsInPowersOfTwo() {
        assertThat(ExecutionProvider.Cuda.options(Fixtures.runtime(Map.of()), MemoryUse.KEEP))
                .containsExactly(Map.entry("arena_extend_strategy", "kNextPowerOfTwo"));
    }

    @Test
    void cudaUsesTheConfiguredMemory() {
        var config = Fixtures.runtime(Map.of(
                "easel.runtime.gpu_memory_limit", "10G",
                "easel.runtime.arena_extend_strategy", "same_as_requested"));
        assertThat(ExecutionProvider.Cuda.options(config, MemoryUse.KEEP))
                .containsOnly(
                        Map.entry("gpu_mem_limit", "10737418240"),
                        Map.entry("arena_extend_strategy", "kSameAsRequested"));
    }

    @Test
    void shrinkingMemoryGrowsAsRequested() {
        assertThat(ExecutionProvider.Cuda.options(Fixtures.runtime(Map.of()), MemoryUse.SHRINK))
                .containsExactly(Map.entry("arena_extend_strategy", "kSameAsRequested"));
    }

    @Test
    void namesArenasAsOnnxRuntimeDoes() {
        var config = Fixtures.runtime(Map.of("easel.runtime.device_id", "1"));
        assertThat(new ExecutionProvider.Cpu(config).arena()).isEqualTo("cpu:0");
        assertThat(new ExecutionProvider.Cuda(config, MemoryUse.SHRINK).arena()).isEqualTo("gpu:1");
        assertThat(new ExecutionProvider.TensorRt(config, MemoryUse.SHRINK).arena())
                .isEqualTo("gpu:1");
    }

    @Test
    void sessionsOffloadedFromAGpuRunOnTheCpu() {
        var gpu = new ExecutionProvider.Cuda(Fixtures.runtime(Map.of()), MemoryUse.KEEP);
        assertThat(gpu.cpu().device()).isEqualTo("cpu");
    }

    private static RuntimeConfig runtime(String key, String value) {
        return Fixtures.runtime(Map.of("easel.runtime." + key, value));
    }

    private static final class Recorder extends Handler {
        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            messages.add(String.format(entry.getMessage(), entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
