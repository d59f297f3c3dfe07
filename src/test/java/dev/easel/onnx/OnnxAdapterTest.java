package dev.easel.onnx;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Npy;
import dev.easel.model.ModelException;
import dev.easel.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** A graph with LoRA inputs and adapters in ONNX Runtime's format, against numpy's results of merging them. */
class OnnxAdapterTest {
    private static final Path MODEL = Fixtures.model("lora-inputs");
    private static final FloatTensor X = Npy.floats(MODEL.resolve("x.npy"));
    private static final Signature SIGNATURE = new Signature(
            List.of(TensorSpec.floats("x", TensorSpec.ANY, 6)), List.of(TensorSpec.floats("y", TensorSpec.ANY, 4)));

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void equalsMergedWeights(String name) {
        try (var host = Fixtures.host(MODEL);
                var adapter = OnnxAdapter.open(MODEL.resolve(name + ".onnx_adapter"))) {
            var session = host.open("transformer", SIGNATURE);
            check(session.run(List.of("y"), Map.of("x", X), List.of(adapter)).getFirst(), name);
        }
    }

    @Test
    void oneSessionAlternatesAdapters() {
        try (var host = Fixtures.host(MODEL);
                var first = OnnxAdapter.open(MODEL.resolve("first.onnx_adapter"));
                var second = OnnxAdapter.open(MODEL.resolve("second.onnx_adapter"))) {
            var session = host.open("transformer", SIGNATURE);
            for (int i = 0; i < 3; i++) {
                check(session.run(List.of("y"), Map.of("x", X), List.of(first)).getFirst(), "first");
                check(session.run("y", Map.of("x", X)), "plain");
                check(session.run(List.of("y"), Map.of("x", X), List.of(second)).getFirst(), "second");
            }
        }
    }

    @Test
    void refusesAnInvalidFile() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxAdapter.open(MODEL.resolve("none.onnx_adapter")))
                .withMessageContaining("none.onnx_adapter is missing");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxAdapter.open(MODEL.resolve("x.npy")))
                .withMessageContaining("x.npy cannot be read")
                .withMessageContaining("expected an .onnx_adapter file");
    }

    @Test
    void anAdapterForAnotherModelFailsTheRun() {
        var dev = Fixtures.model("lora-layers");
        try (var host = Fixtures.host(dev);
                var adapter = OnnxAdapter.open(MODEL.resolve("first.onnx_adapter"))) {
            var session = host.open(
                    "transformer", new Signature(List.of(TensorSpec.floats("x", TensorSpec.ANY, 6)), List.of()));
            assertThatExceptionOfType(SessionException.class)
                    .isThrownBy(() -> session.run(List.of("y"), Map.of("x", X), List.of(adapter)));
            assertThat(session.run("y", Map.of("x", X)).data()).isNotEmpty();
        }
    }

    private static void check(FloatTensor actual, String name) {
        float[] expected = Npy.floats(MODEL.resolve(name + ".npy")).data();
        assertThat(actual.data()).containsExactly(expected, within(1e-5f));
    }
}
