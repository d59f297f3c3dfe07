package dev.easel.lora;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Npy;
import dev.easel.graph.WeightSource;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Goldens of diffusers with LoRAs for all layers of U-Nets, convolutions included, of CLIP and of Z-Image. */
class OtherFamiliesLoraTest {
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("lora");
    private static final String SDXL = "tiny-random-sdxl-turbo";
    private static final String SD = "tiny-random-sd";
    private static final String LCM = "tiny-random-lcm";
    private static final Path STEP = Fixtures.GOLDENS.resolve(LCM).resolve("t2i_64x64_s4");
    private static final String Z_IMAGE = "tiny-random-z-image-turbo";

    @Test
    void convolutionsAndBlocksOfAUnetWithSgmsNumbers() {
        var feeds = Passes.mixed(SDXL, "sample", "timestep", "encoder_hidden_states", "text_embeds", "time_ids");
        check(SDXL, "unet", "sdxl_kohya", feeds, "out_sample", "sdxl_kohya_unet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text_encoder", "text_encoder_2"})
    void textEncoders(String component) {
        check(SDXL, component, "sdxl_kohya", prompt(), "hidden_states.1", "sdxl_kohya_" + component);
    }

    @Test
    void stableDiffusionsBlocksWithDiffusersNumbers() {
        check(SD, "unet", "sd_kohya", step(Shape.of(1)), "out_sample", "sd_kohya_unet");
    }

    @Test
    void stableDiffusionsOnlyTextEncoder() {
        check(SD, "text_encoder", "sd_kohya", prompt(), "last_hidden_state", "sd_kohya_text_encoder");
    }

    /** The embedding of the guidance scale too, which only LCM has. */
    @Test
    void lcm() {
        var feeds = step(Shape.of());
        feeds.put("timestep_cond", Npy.floats(STEP.resolve("timestep_cond.npy")));
        check(LCM, "unet", "lcm_peft", feeds, "out_sample", "lcm_peft");
    }

    @Test
    void zImage() {
        var feeds =
                Passes.mixed(Z_IMAGE, "hidden_states", "timestep", "encoder_hidden_states", "encoder_attention_mask");
        check(Z_IMAGE, "transformer", "z_image_kohya", feeds, "out_hidden_states", "z_image_kohya");
    }

    @Test
    void knowsThePartsThatALoraChanges() {
        var sdxl = FluxLoraTest.stack(GOLDENS.resolve("sdxl_kohya.safetensors"), 1);
        assertThat(sdxl.loras().getFirst().lora().parts())
                .containsExactlyInAnyOrder(Part.DENOISER, Part.TEXT_ENCODER, Part.TEXT_ENCODER_2);
        assertThat(sdxl.touches("unet")).isTrue();
        assertThat(sdxl.touches("vae_decoder")).isFalse();
        var zImage = FluxLoraTest.stack(GOLDENS.resolve("z_image_kohya.safetensors"), 1);
        assertThat(zImage.touches("transformer")).isTrue();
        assertThat(zImage.touches("text_encoder")).isFalse();
    }

    private static Map<String, Tensor> prompt() {
        var ids = LongStream.range(0, 77).map(i -> i % 300).toArray();
        return Map.of("input_ids", LongTensor.of(Shape.of(1, 77), ids));
    }

    private static Map<String, Tensor> step(Shape timesteps) {
        return new HashMap<>(Map.of(
                "sample", Npy.floats(STEP.resolve("sample_first.npy")),
                "timestep", LongTensor.of(timesteps, new long[] {499}),
                "encoder_hidden_states", Npy.floats(STEP.resolve("prompt_embeds.npy"))));
    }

    private static void check(
            String model, String component, String lora, Map<String, Tensor> feeds, String output, String golden) {
        var stack = FluxLoraTest.stack(GOLDENS.resolve(lora + ".safetensors"), 0.8f);
        FloatTensor drawn = Passes.run(model, component, stack, feeds, output);
        Passes.assertClose(drawn, Npy.floats(GOLDENS.resolve(golden + ".npy")), 1e-4);
        assertThat(Passes.distance(drawn, Passes.run(model, component, WeightSource.ORIGINAL, feeds, output)))
                .isGreaterThan(0.05);
    }
}
