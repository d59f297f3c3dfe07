package dev.easel.model;

import dev.easel.fixtures.Fixtures;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which of a component's graphs a dtype opens, and how its inputs are converted. */
class DtypesTest {
    private static final Path MODEL = Fixtures.model("dtypes");
    private static final String COMPONENT = "transformer";
    /** Not a number of float16 nor of bfloat16; far beyond the largest of float16; a number of all. */
    private static final FloatTensor X = FloatTensor.of(Shape.of(1, 3), new float[] {1.001f, 100_000, -2.5f});

    @ParameterizedTest
    @CsvSource({"AUTO, model.onnx", "FLOAT32, model_fp32.onnx", "FLOAT16, model_fp16.onnx", "BFLOAT16, model_bf16.onnx"
    })
    void opensTheGraphOfItsType(Dtype dtype, String file) {
        assertThat(new ModelFolder(MODEL, dtype).graph(COMPONENT).getFileName()).hasToString(file);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32", "FLOAT16", "BFLOAT16"})
    void fallsBackToModelOnnx(Dtype dtype) {
        var plain = Fixtures.model("lora-layers");
        assertThat(new ModelFolder(plain, dtype).graph(COMPONENT)).isEqualTo(plain.resolve("transformer/model.onnx"));
    }

    /** float16 rounds to 10 bits and overflows; bfloat16 rounds to 7 bits, half to even, and reaches as far as float32. */
    @ParameterizedTest
    @CsvSource({
        "AUTO, 1.001, 100000, -2.5",
        "FLOAT32, 1.001, 100000, -2.5",
        "FLOAT16, 1.0009765625, Infinity, -2.5",
        "BFLOAT16, 1.0, 99840, -2.5"
    })
    void convertsInputsToTheGraphsType(Dtype dtype, float small, float large, float same) {
        assertThat(run(dtype, 0)).containsExactly(small, large, same);
    }

    /** 999.4 is a timestep that float16 does not have: 999.5 is the next one. */
    @Test
    void keepsAFloat32TimestepInAFloat16Graph() {
        try (var host = host(Dtype.FLOAT16)) {
            var session = open(host);
            var feeds = Map.of("x", FloatTensor.zeros(1, 3), "timestep", FloatTensor.vector(new float[] {999.4f}));
            float given = session.run("y", feeds).data()[0];
            assertThat(given).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(999.4f)));
            assertThat(session.input("timestep").orElseThrow().extents()).containsExactly(-1L);
        }
    }

    @Test
    void refusesOtherFloat32InputsInAFloat16Graph() {
        var single = Fixtures.model("lora-inputs");
        try (var host = new SessionHost(
                new ModelFolder(single, Dtype.FLOAT16), cpu(), MemoryUse.KEEP, (component, nanoseconds) -> {})) {
            var signature = new Signature(List.of(TensorSpec.floats("x", TensorSpec.ANY, 6)), List.of());
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> host.open(COMPONENT, signature))
                    .withMessageContaining("has an input 'x' of FLOAT32");
        }
    }

    private static float[] run(Dtype dtype, float timestep) {
        try (var host = host(dtype)) {
            return open(host)
                    .run("y", Map.of("x", X, "timestep", FloatTensor.vector(new float[] {timestep})))
                    .data();
        }
    }

    private static OnnxSession open(SessionHost host) {
        return host.open(
                COMPONENT,
                new Signature(
                        List.of(
                                TensorSpec.floats("x", TensorSpec.ANY, 3),
                                TensorSpec.floats("timestep", TensorSpec.ANY)),
                        List.of(TensorSpec.floats("y", TensorSpec.ANY, 3))));
    }

    private static SessionHost host(Dtype dtype) {
        return new SessionHost(new ModelFolder(MODEL, dtype), cpu(), MemoryUse.KEEP, (component, nanoseconds) -> {});
    }

    private static RuntimeConfig cpu() {
        return Fixtures.runtime(Map.of("easel.runtime.device", "cpu", "easel.runtime.threads", "1"));
    }
}
