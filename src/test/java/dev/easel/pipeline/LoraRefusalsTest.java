package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.TensorFile;
import dev.easel.lora.LoraException;
import dev.easel.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** LoRAs that do not fit a model stop its opening, by the file's name. */
class LoraRefusalsTest {
    private static final Path DEV = Fixtures.model("tiny-random-flux-dev");
    private static final Path PEFT = Fixtures.GOLDENS.resolve("tiny-random-flux-dev-lora/lora_peft.safetensors");

    @TempDir
    private Path folder;

    @Test
    void aLoraOfAComponentThatTheModelLacks() {
        var file = new TensorFile()
                .withModule("text_encoder_2.text_model.encoder.layers.0.self_attn.q_proj", 32, 32, 2)
                .write(folder.resolve("second.safetensors"));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(Fixtures.model("tiny-random-lcm"), file))
                .withMessageContaining("second.safetensors changes the second text encoder")
                .withMessageContaining("a LoRA for this model, which has none");
    }

    @Test
    void anUnknownModule() {
        var file = new TensorFile()
                .withModule("transformer.transformer_blocks.77.attn.to_q", 32, 32, 2)
                .write(folder.resolve("deeper.safetensors"));
        assertThatExceptionOfType(LoraException.class)
                .isThrownBy(() -> open(DEV, file))
                .withMessageContaining("deeper.safetensors")
                .withMessageContaining("transformer_blocks_77_attn_to_q");
    }

    @Test
    void aDamagedFile() throws IOException {
        byte[] bytes = Files.readAllBytes(PEFT);
        var file = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatExceptionOfType(LoraException.class)
                .isThrownBy(() -> open(DEV, file))
                .withMessageContaining("cut.safetensors");
    }

    @Test
    void aMissingFile() {
        assertThatExceptionOfType(LoraException.class)
                .isThrownBy(() -> open(DEV, folder.resolve("none.safetensors")))
                .withMessageContaining("none.safetensors is missing");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> open(DEV, folder.resolve("none.onnx_adapter")))
                .withMessageContaining("none.onnx_adapter is missing");
    }

    private static void open(Path model, Path lora) {
        Drawing.open(model, Map.of("loras.other", lora.toString())).close();
    }
}
