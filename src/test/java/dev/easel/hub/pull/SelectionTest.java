package dev.easel.hub.pull;

import dev.easel.hub.Checksum;
import dev.easel.hub.RemoteFile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionTest {
    private static final List<RemoteFile> FILES = files(
            "README.md",
            "model_index.json",
            "tokenizer/merges.txt",
            "tokenizer/spiece.model",
            "transformer/config.json",
            "transformer/model.onnx",
            "transformer/model.onnx_data",
            "transformer/model.onnx_data_1",
            "transformer/model_fp16.onnx",
            "transformer/model_fp16.onnx_data",
            "vae_decoder/model_q4f16.onnx",
            "text_encoder/model.safetensors",
            "unet/diffusion_pytorch_model.bin",
            "old.pt",
            "sample.png");

    @Test
    void selectsWhatEaselServesInOnePrecision() {
        assertThat(paths(Selection.SERVED))
                .containsExactly(
                        "model_index.json",
                        "tokenizer/merges.txt",
                        "tokenizer/spiece.model",
                        "transformer/config.json",
                        "transformer/model.onnx",
                        "transformer/model.onnx_data",
                        "transformer/model.onnx_data_1",
                        "vae_decoder/model_q4f16.onnx");
        assertThat(Selection.SERVED.otherPrecisions(FILES))
                .extracting(RemoteFile::path)
                .containsExactly("transformer/model_fp16.onnx", "transformer/model_fp16.onnx_data");
    }

    @Test
    void includeReplacesTheDefault() {
        assertThat(paths(new Selection(List.of("*_fp16.onnx*", "text_encoder/", "ol?.pt"), List.of())))
                .containsExactly(
                        "transformer/model_fp16.onnx",
                        "transformer/model_fp16.onnx_data",
                        "text_encoder/model.safetensors",
                        "old.pt");
    }

    @Test
    void excludeRemovesFiles() {
        assertThat(paths(new Selection(List.of("transformer/"), List.of("*_data*", "*.json"))))
                .containsExactly("transformer/model.onnx", "transformer/model_fp16.onnx");
        assertThat(paths(new Selection(List.of(), List.of("*.onnx*", "*.txt"))))
                .containsExactly("model_index.json", "tokenizer/spiece.model", "transformer/config.json");
    }

    @Test
    void quotesRegularExpressionCharacters() {
        assertThat(paths(new Selection(List.of("model.index.json", "(a|b)+", "[m]*"), List.of())))
                .isEmpty();
    }

    private static List<String> paths(Selection selection) {
        return selection.of(FILES).stream().map(RemoteFile::path).toList();
    }

    private static List<RemoteFile> files(String... paths) {
        var checksum = new Checksum(Checksum.Kind.GIT_BLOB, "0".repeat(40));
        return Arrays.stream(paths)
                .map(path -> new RemoteFile(path, 1, checksum))
                .toList();
    }
}
