package dev.easel.text;

import dev.easel.onnx.ModelFolder;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer and the encoder that reads its ids. No attention mask: CLIP and T5 attend to their padding, as in
 * diffusers. Used on the thread that owns the sessions.
 */
public final class TextEncoder implements AutoCloseable {
    private static final int CLIP_LENGTH = 77;

    private final PromptTokenizer tokenizer;
    private final OnnxSession session;
    private final String output;

    private TextEncoder(PromptTokenizer tokenizer, OnnxSession session, String output) {
        this.tokenizer = tokenizer;
        this.session = session;
        this.output = output;
    }

    /** CLIP's text encoder, read for its pooled vector: float32 [prompts, features]. */
    public static TextEncoder clipPooled(SessionHost host, String tokenizer, String encoder, int features) {
        var output = TensorSpec.floats("pooler_output", TensorSpec.ANY, features);
        int length = maxPositions(host.folder(), encoder);
        return open(host, PromptTokenizer.open(host.folder(), tokenizer, length), encoder, output);
    }

    /** T5's encoder, read for its sequence: float32 [prompts, length, features]. */
    public static TextEncoder t5Sequence(
            SessionHost host, String tokenizer, String encoder, int features, int longest) {
        var output = TensorSpec.floats("last_hidden_state", TensorSpec.ANY, TensorSpec.ANY, features);
        return open(host, PromptTokenizer.open(host.folder(), tokenizer, longest), encoder, output);
    }

    private static int maxPositions(ModelFolder folder, String encoder) {
        var config = folder.config(encoder);
        return config.has("max_position_embeddings") ? config.positiveInteger("max_position_embeddings") : CLIP_LENGTH;
    }

    private static TextEncoder open(SessionHost host, PromptTokenizer tokenizer, String encoder, TensorSpec output) {
        var ids = TensorSpec.integers("input_ids", TensorSpec.ANY, TensorSpec.ANY);
        var session = host.open(encoder, new Signature(List.of(ids), List.of(output)));
        return new TextEncoder(tokenizer, session, output.name());
    }

    /** The ids that the encoder reads: int64 [prompts, length]. */
    public LongTensor tokenize(List<String> prompts) {
        return tokenizer.encode(prompts);
    }

    /** One row of embeddings for each prompt. */
    public FloatTensor encode(List<String> prompts) {
        return session.run(output, Map.of("input_ids", tokenize(prompts)));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
