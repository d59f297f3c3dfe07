package dev.easel.lora;

import dev.easel.fixtures.TensorFile;
import dev.easel.fixtures.TensorFile.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Files that are not LoRAs are refused by name. */
class LoraFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "transformer.x.dora_scale, DoRA",
        "base_model.model.x.lora_magnitude_vector, DoRA",
        "lora_unet_x.hada_w1_a, LoHa",
        "lora_unet_x.lokr_w2, LoKr",
        "lora_unet_x.lora_mid.weight, LoCon with a middle factor",
        "lora_unet_x.oft_blocks, OFT",
        "lora_unet_x.on_input, (IA)3",
        "lora_unet_x.a1.weight, GLoRA",
        "diffusion_model.x.diff_b, full differences",
        "transformer.x.lora_B.bias, LoRA with biases",
        "text_encoder.x.lora_embedding_A, LoRA of embeddings"
    })
    void otherMethodsAreRefusedByName(String name, String method) {
        refused(module().with(name, Tensor.of(List.of(1L), 1)))
                .withMessageContaining("has the tensor '" + name + "' of " + method)
                .withMessageContaining("expected plain LoRA");
    }

    @Test
    void unknownTensorsAreNamed() {
        var file = module();
        for (int i = 0; i < 4; i++) {
            file.with("something." + i, Tensor.of(List.of(1L), 1));
        }
        refused(file).withMessageContaining("no part of LoRA: 'something.0', 'something.1', 'something.2' and 1 more");
    }

    @Test
    void aFactorWithoutTheOtherIsRefused() {
        var file = module();
        file.tensors().remove("transformer.x.lora_B.weight");
        refused(file).withMessageContaining("has [transformer.x.lora_A.weight] without the other factor");
    }

    @Test
    void aModuleInTwoStylesIsRefused() {
        refused(module().withModule("diffusion_model.x", 3, 4, 2))
                .withMessageContaining("has both 'transformer.x.lora_A.weight' and 'diffusion_model.x.lora_A.weight'");
    }

    @Test
    void factorsOfDifferentRankAreRefused() {
        var file = module().with("transformer.x.lora_B.weight", Tensor.of(List.of(2L, 3L), 1, 2, 3, 4, 5, 6));
        refused(file).withMessageContaining("has factors of shapes [2, 3] and [2, 3] for x");
    }

    @Test
    void anAlphaIsOneFiniteNumber() {
        refused(module().with("transformer.x.alpha", Tensor.of(List.of(), Float.POSITIVE_INFINITY)))
                .withMessageContaining("has the alpha 'transformer.x.alpha' that is not one finite number");
        refused(module().with("transformer.x.alpha", Tensor.of(List.of(2L), 1, 2)))
                .withMessageContaining("not one finite number");
    }

    @Test
    void aFileWithoutTensorsIsRefused() {
        refused(new TensorFile()).withMessageContaining("has no tensors");
    }

    @Test
    void aMissingFileIsRefused() {
        refused(folder.resolve("none.safetensors")).withMessageContaining("is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            })
    void aHeaderThatDoesNotFitTheFileIsRefused(String header) throws Exception {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[Long.BYTES + text.length + Float.BYTES];
        bytes[0] = (byte) text.length;
        bytes[1] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, bytes, Long.BYTES, text.length);
        refused(Files.write(folder.resolve("broken.safetensors"), bytes))
                .withMessageContaining("expected ")
                .withMessageNotContaining("no tensors");
    }

    @Test
    void aHugeHeaderIsNotRead() throws Exception {
        var bytes = new byte[] {0, 0, 0, 0, 0, 0, 0, 1, '{'};
        refused(Files.write(folder.resolve("huge.safetensors"), bytes))
                .withMessageContaining("says that its header has 72057594037927936 bytes");
    }

    @Test
    void aWeightIsAFiniteNumber() {
        var lora = Lora.read(module().write(folder.resolve("lora.safetensors")));
        assertThatIllegalArgumentException().isThrownBy(() -> new AppliedLora(lora, Float.NaN));
    }

    private static TensorFile module() {
        return new TensorFile().withModule("transformer.x", 3, 4, 2);
    }

    private ThrowableAssertAlternative<LoraException> refused(TensorFile file) {
        return refused(file.write(folder.resolve("lora.safetensors")));
    }

    private static ThrowableAssertAlternative<LoraException> refused(Path file) {
        return assertThatExceptionOfType(LoraException.class)
                .isThrownBy(() -> Lora.read(file))
                .withMessageContaining(file.toString());
    }
}
