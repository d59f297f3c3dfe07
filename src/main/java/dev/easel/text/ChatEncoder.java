package dev.easel.text;

import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import dev.easel.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static dev.easel.onnx.TensorSpec.ANY;

/**
 * A language model that embeds a prompt as the first message of a chat, like Z-Image's Qwen3. Used on the thread that
 * owns the sessions.
 *
 * <p>Each prompt is embedded at its own length: the model only attends backwards, so padding would only take time.
 *
 * <p>Source: {@code ZImagePipeline._encode_prompt} of Hugging Face diffusers and Qwen3's chat template.
 */
public final class ChatEncoder implements AutoCloseable {
    private static final String OUTPUT = "encoder_hidden_state";

    private final PromptTokenizer tokenizer;
    private final OnnxSession session;

    private ChatEncoder(PromptTokenizer tokenizer, OnnxSession session) {
        this.tokenizer = tokenizer;
        this.session = session;
    }

    /**
     * Opens the encoder.
     *
     * @param features features of a token
     * @param longest the most tokens of a prompt, including those of the chat template
     */
    public static ChatEncoder open(SessionHost host, String tokenizer, String encoder, int features, int longest) {
        var signature = new Signature(
                List.of(TensorSpec.integers("input_ids", ANY, ANY), TensorSpec.integers("attention_mask", ANY, ANY)),
                List.of(TensorSpec.floats(OUTPUT, ANY, ANY, features)));
        return new ChatEncoder(PromptTokenizer.open(host.folder(), tokenizer, longest), host.open(encoder, signature));
    }

    /** The ids of a prompt. */
    public long[] tokens(String prompt) {
        return tokenizer.tokens("<|im_start|>user\n" + prompt + "<|im_end|>\n<|im_start|>assistant\n");
    }

    /** A vector for each token: float32 [1, tokens, features]. */
    public FloatTensor encode(String prompt) {
        long[] ids = tokens(prompt);
        var mask = new long[ids.length];
        Arrays.fill(mask, 1);
        var shape = Shape.of(1, ids.length);
        return session.run(
                OUTPUT, Map.of("input_ids", LongTensor.of(shape, ids), "attention_mask", LongTensor.of(shape, mask)));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
