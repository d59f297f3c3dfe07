package dev.easel.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OnnxEnvironmentTest {

    /** ONNX Runtime has one environment for each process, so another function of the C API cannot return the same. */
    @Test
    void createEnvIsAtItsPositionInTheCApi() throws Throwable {
        var handle = OrtEnvironment.class.getDeclaredField("nativeHandle");
        handle.setAccessible(true);
        long expected = handle.getLong(OnnxEnvironment.get());
        try (var arena = Arena.ofConfined()) {
            assertThat(OnnxEnvironment.holdReference(arena).address()).isEqualTo(expected);
        }
    }

    /** Opens ONNX Runtime in its own process. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            System.out.println(OnnxEnvironment.get().getVersion());
        }
    }

    @Test
    void aLongCommandLineDoesNotCrashTheProcess() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java, "--enable-native-access=ALL-UNNAMED", "-Dlong=" + "x".repeat(20_000), Opening.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        var process = builder.redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            assertThat(output.readAllAsString()).isNotBlank();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
