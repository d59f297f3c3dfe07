package dev.easel.lora;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Npy;
import dev.easel.fixtures.TensorFile;
import dev.easel.graph.WeightSource;
import dev.easel.tensor.FloatFormat;
import dev.easel.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Goldens of diffusers and PEFT for FLUX with LoRAs, from files in every key style. */
class FluxLoraTest {
    private static final String DEV = "tiny-random-flux-dev";
    private static final String SCHNELL = "tiny-random-flux-schnell";
    private static final String OUTPUT = "out_hidden_states";
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("tiny-random-flux-dev-lora");
    private static final Path OTHER_STYLES = Fixtures.GOLDENS.resolve("lora");

    @TempDir
    private Path folder;

    static Stream<Arguments> styles() {
        Map<String, UnaryOperator<TensorFile>> styles = Map.of(
                "PEFT", peft -> peft,
                "kohya", KeyStyles::kohya,
                "BFL", peft -> KeyStyles.bfl(peft, ""),
                "BFL in ComfyUI", peft -> KeyStyles.bfl(peft, "diffusion_model."),
                "BFL under transformer", peft -> KeyStyles.bfl(peft, "transformer."),
                "PEFT of a bare model",
                        peft -> KeyStyles.renamed(
                                peft, "base_model.model.", ".lora_A.default.weight", ".lora_B.default.weight"),
                "diffusers before PEFT",
                        peft -> KeyStyles.renamed(peft, "transformer.", ".lora.down.weight", ".lora.up.weight"),
                "OneTrainer", peft -> KeyStyles.flattened(peft, "lora_transformer_"));
        return Stream.of("lora_peft_w1.0", "lora_peft_w0.7", "lora_peft_alpha2_w1.0")
                .flatMap(golden ->
                        styles.entrySet().stream().map(style -> arguments(golden, style.getKey(), style.getValue())));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("styles")
    void takesTheStepsOfDiffusers(String name, String style, UnaryOperator<TensorFile> restyle) {
        var golden = GOLDENS.resolve(name);
        var recorded = Fixtures.json(golden.resolve("case.json"));
        var lora = recorded.get("lora");
        var file = restyle.apply(Tensors.read(GOLDENS.resolve(lora.get("file").asText())))
                .write(folder.resolve("lora.safetensors"));
        var stack = stack(file, (float) lora.get("weight").asDouble());
        try (var host = Fixtures.host(Fixtures.model(DEV))) {
            var session = Passes.open(host, "transformer", stack, Passes.step(golden, recorded, 0));
            for (int step = 0; step < recorded.get("executed_steps").asInt(); step++) {
                var velocity = session.run(OUTPUT, Passes.step(golden, recorded, step));
                Passes.assertClose(velocity, Passes.slice(golden, "model_output_steps.npy", step, velocity), 1e-4);
            }
        }
    }

    @Test
    void kohyasFileEqualsDiffusers() {
        var drawn = Passes.run(
                DEV,
                "transformer",
                stack(OTHER_STYLES.resolve("flux_kohya.safetensors"), 0.8f),
                Passes.flux(DEV),
                OUTPUT);
        Passes.assertClose(drawn, Npy.floats(OTHER_STYLES.resolve("flux_kohya.npy")), 1e-4);
    }

    @Test
    void weightsBesideTheGraphAreMerged() {
        var drawn = Passes.run(SCHNELL, "transformer", peft(1), Passes.flux(SCHNELL), OUTPUT);
        Passes.assertClose(drawn, Npy.floats(OTHER_STYLES.resolve("schnell_peft.npy")), 1e-4);
    }

    /** As close to float32 as the same float16 model without a LoRA. */
    @Test
    void halfPrecisionWeightsAreMerged() {
        var plain = Npy.floats(Passes.MIXED.resolve(SCHNELL).resolve("out.npy"));
        var expected = Npy.floats(OTHER_STYLES.resolve("schnell_peft.npy"));
        var feeds = Passes.flux(SCHNELL);
        double rounding =
                meanDistance(Passes.run(SCHNELL + "-fp16", "transformer", WeightSource.ORIGINAL, feeds, OUTPUT), plain);
        double error = meanDistance(Passes.run(SCHNELL + "-fp16", "transformer", peft(1), feeds, OUTPUT), expected);
        assertThat(error).isLessThan(1.5 * rounding);
        assertThat(rounding).isLessThan(0.05 * meanDistance(plain, expected));
    }

    private static double meanDistance(FloatTensor one, FloatTensor other) {
        return IntStream.range(0, one.data().length)
                .mapToDouble(i -> Math.abs(one.data()[i] - other.data()[i]))
                .average()
                .orElseThrow();
    }

    @Test
    void lorasAddUp() {
        var kohya = KeyStyles.kohya(Tensors.read(GOLDENS.resolve("lora_peft.safetensors")))
                .write(folder.resolve("kohya.safetensors"));
        var both = new LoraStack(List.of(peft(0.25f).loras().getFirst(), new AppliedLora(Lora.read(kohya), 0.75f)));
        Passes.assertClose(draw(both), draw(peft(1)), 1e-5);
    }

    @Test
    void weightZeroIsTheModelItself() {
        assertThat(draw(peft(0))).isEqualTo(draw(WeightSource.ORIGINAL));
    }

    @Test
    void aLoraChangesTheOutput() {
        assertThat(Passes.distance(draw(peft(1)), draw(WeightSource.ORIGINAL))).isGreaterThan(0.1);
    }

    @Test
    void factorsOfAnyFormatAreRead() {
        for (var format : FloatFormat.values()) {
            var peft = Tensors.read(GOLDENS.resolve("lora_peft.safetensors"));
            peft.tensors()
                    .replaceAll((name, tensor) -> TensorFile.Tensor.of(format, tensor.extents(), tensor.values()));
            var file = peft.write(folder.resolve(format + ".safetensors"));
            var tolerance = format == FloatFormat.BFLOAT16 ? 0.1 : format == FloatFormat.FLOAT16 ? 0.02 : 0;
            Passes.assertClose(draw(stack(file, 1)), draw(peft(1)), tolerance);
        }
    }

    @Test
    void alphaIsReadFromDiffusersMetadata() {
        var peft = Tensors.read(GOLDENS.resolve("lora_peft.safetensors"));
        peft.metadata()
                .put(
                        "lora_adapter_metadata",
                        "{\"transformer.r\": 4, \"transformer.lora_alpha\": 8, \"transformer.alpha_pattern\": {}}");
        var file = peft.write(folder.resolve("metadata.safetensors"));
        assertThat(draw(stack(file, 0.5f))).isEqualTo(draw(peft(1)));
    }

    @Test
    void blackForestLabsHaveTheShiftBeforeTheScale() {
        var ours = new TensorFile().withModule("norm_out.linear", 32, 64, 2);
        var up = ours.tensors().get("norm_out.linear.lora_B.weight");
        var swapped = new float[up.values().length];
        System.arraycopy(up.values(), 0, swapped, swapped.length / 2, swapped.length / 2);
        System.arraycopy(up.values(), swapped.length / 2, swapped, 0, swapped.length / 2);
        var theirs = new TensorFile()
                .with(
                        "final_layer.adaLN_modulation.1.lora_A.weight",
                        ours.tensors().get("norm_out.linear.lora_A.weight"))
                .with("final_layer.adaLN_modulation.1.lora_B.weight", TensorFile.Tensor.of(up.extents(), swapped));
        var expected = draw(stack(ours.write(folder.resolve("ours.safetensors")), 0.01f));
        assertThat(draw(stack(theirs.write(folder.resolve("theirs.safetensors")), 0.01f)))
                .isEqualTo(expected);
        assertThat(expected).isNotEqualTo(draw(WeightSource.ORIGINAL));
    }

    private static FloatTensor draw(WeightSource source) {
        return Passes.run(DEV, "transformer", source, Passes.flux(DEV), OUTPUT);
    }

    private static LoraStack peft(float weight) {
        return stack(GOLDENS.resolve("lora_peft.safetensors"), weight);
    }

    static LoraStack stack(Path file, float weight) {
        return new LoraStack(List.of(new AppliedLora(Lora.read(file), weight)));
    }
}
