package dev.easel.lora;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.TensorFile;
import dev.easel.graph.WeightSource;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every way to store a layer's weight in a graph. */
class LayersTest {
    private static final String MODEL = "lora-layers";
    private static final List<String> LAYERS = List.of(
            "float_list",
            "half_list",
            "bfloat16",
            "gemm",
            "gemm_transposed",
            "transposed",
            "one_of_two",
            "other_of_two",
            "quantised");
    private static final int IN = 6;
    private static final int OUT = 4;
    private static final int RANK = 2;
    private static final float WEIGHT = 0.5f;

    @TempDir
    private Path folder;

    /** With unit vectors as inputs the outputs are the weights. */
    @ParameterizedTest
    @ValueSource(strings = {"float_list", "half_list", "bfloat16", "gemm", "gemm_transposed", "transposed"})
    void onlyTheLayersWeightIsChanged(String layer) {
        var file = new TensorFile().withModule("transformer." + layer, IN, OUT, RANK);
        float[] plain = weights(WeightSource.ORIGINAL);
        float[] merged = weights(stack(file));
        int columns = LAYERS.size() * OUT;
        for (int i = 0; i < plain.length; i++) {
            int column = i % columns;
            boolean changed = column / OUT == LAYERS.indexOf(layer);
            float expected = plain[i] + (changed ? WEIGHT * product(file, layer, i / columns, column % OUT) : 0);
            assertThat(merged[i]).as("%s at %d", layer, i).isEqualTo(rounded(layer, changed, expected));
        }
    }

    private static float rounded(String layer, boolean changed, float value) {
        if (changed && layer.equals("half_list")) {
            return Float.float16ToFloat(Float.floatToFloat16(value));
        }
        if (changed && layer.equals("bfloat16")) {
            int bits = Float.floatToRawIntBits(value);
            return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff_0000);
        }
        return value;
    }

    private static float product(TensorFile file, String layer, int in, int out) {
        float[] down =
                file.tensors().get("transformer." + layer + ".lora_A.weight").values();
        float[] up =
                file.tensors().get("transformer." + layer + ".lora_B.weight").values();
        float sum = 0;
        for (int k = 0; k < RANK; k++) {
            sum += up[out * RANK + k] * down[k * IN + in];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"one_of_two", "other_of_two"})
    void aWeightOfTwoLayersIsRefused(String layer) {
        refused(new TensorFile().withModule(layer, IN, OUT, RANK))
                .withMessageContaining("changes '" + layer + "', whose weight in ")
                .withMessageContaining("is not its own");
    }

    @Test
    void aQuantisedWeightIsRefused() {
        refused(new TensorFile().withModule("quantised", IN, OUT, RANK))
                .withMessageContaining("changes 'quantised', which is quantised in ");
    }

    @Test
    void modulesThatTheModelDoesNotHaveAreNamed() {
        var file = new TensorFile().withModule("gemm", IN, OUT, RANK);
        for (int i = 0; i < 5; i++) {
            file.withModule("blocks." + i + ".to_q", IN, OUT, RANK);
        }
        refused(file)
                .withMessageContaining("has 5 modules that ")
                .withMessageContaining("'blocks_0_to_q', 'blocks_1_to_q', 'blocks_2_to_q' and 2 more")
                .withMessageContaining("expected a LoRA for this model");
    }

    @Test
    void factorsOfAnotherSizeAreRefused() {
        refused(new TensorFile().withModule("gemm", IN + 1, OUT, RANK))
                .withMessageContaining("has factors of shapes [2, 7] and [4, 2] for 'gemm'")
                .withMessageContaining("expected factors for weights of shapes [[6, 4]]");
        refused(new TensorFile().withModule("transposed", IN, OUT + 1, RANK)).withMessageContaining("[[4, 6]]");
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        var file = new TensorFile().withModule("gemm", IN, OUT, RANK);
        file.tensors().get("gemm.lora_B.weight").values()[3] = Float.NaN;
        refused(file).withMessageContaining("has NaN for gemm");
    }

    @Test
    void aFileThatWasChangedIsRefused() throws Exception {
        var path = new TensorFile().withModule("gemm", IN, OUT, RANK).write(folder.resolve("a.safetensors"));
        var stack = FluxLoraTest.stack(path, WEIGHT);
        Files.setLastModifiedTime(path, FileTime.fromMillis(1));
        assertThatExceptionOfType(LoraException.class)
                .isThrownBy(() -> weights(stack))
                .withMessageContaining("was changed while in use");
    }

    @Test
    void theFitIsCheckedWithoutASession() {
        var graph = Fixtures.model(MODEL).resolve("transformer/model.onnx");
        stack(new TensorFile().withModule("gemm", IN, OUT, RANK)).requireFit("transformer", graph);
        stack(new TensorFile().withModule("gemm", 1, 1, 1)).requireFit("vae_decoder", graph);
        var unfit = stack(new TensorFile().withModule("gemm", 1, 1, 1));
        assertThatExceptionOfType(LoraException.class).isThrownBy(() -> unfit.requireFit("transformer", graph));
    }

    private ThrowableAssertAlternative<LoraException> refused(TensorFile file) {
        var stack = stack(file);
        return assertThatExceptionOfType(LoraException.class)
                .isThrownBy(() -> weights(stack))
                .withMessageContaining(folder.resolve("lora.safetensors").toString());
    }

    private LoraStack stack(TensorFile file) {
        return FluxLoraTest.stack(file.write(folder.resolve("lora.safetensors")), WEIGHT);
    }

    private static float[] weights(WeightSource source) {
        var units = new float[IN * IN];
        for (int i = 0; i < IN; i++) {
            units[i * IN + i] = 1;
        }
        Map<String, Tensor> feeds = Map.of("x", FloatTensor.of(Shape.of(IN, IN), units));
        return Passes.run(MODEL, "transformer", source, feeds, "y").data();
    }
}
