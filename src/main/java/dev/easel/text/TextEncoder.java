package dev.easel.text;

import dev.easel.model.ModelFolder;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import java.util.List;
import java.util.Map;

import static dev.easel.onnx.TensorSpec.ANY;

/**
 * A tokenizer and its text encoder. No attention mask: CLIP and T5 attend to their padding, as in
 * diffusers. Used on the thread that owns the sessions.
 */
public final class TextEncoder implements AutoCloseable {
    private static final int CLIP_LENGTH = 77;

    private final PromptTokenizer tokenizer;
    private final OnnxSession session;
    private final List<String> outputs;

    private TextEncoder(PromptTokenizer tokenizer, OnnxSession session, List<String> outputs) {
        this.tokenizer = tokenizer;
        this.session = session;
        this.outputs = outputs;
    }

    /** CLIP's text encoder with its pooled vector: float32 [prompts, features]. */
    public static TextEncoder clipPooled(SessionHost host, String tokenizer, String encoder, int features) {
        return clip(host, tokenizer, encoder, List.of(TensorSpec.floats("pooler_output", ANY, features)));
    }

    /** CLIP's text encoder with its sequence: float32 [prompts, 77, features]. */
    public static TextEncoder clipSequence(SessionHost host, String tokenizer, String encoder, int features) {
        return clip(host, tokenizer, encoder, List.of(TensorSpec.floats("last_hidden_state", ANY, ANY, features)));
    }

    /** CLIP's text encoder with the output of its penultimate layer: float32 [prompts, 77, features]. */
    public static TextEncoder clipPenultimate(SessionHost host, String tokenizer, String encoder) {
        return clip(host, tokenizer, encoder, List.of(penultimate(host.folder(), encoder)));
    }

    /** The same, and a vector projected from it: float32 [prompts, features]. */
    public static TextEncoder clipPenultimateAndProjection(SessionHost host, String tokenizer, String encoder) {
        int features = host.folder().config(encoder).positiveInteger("projection_dim");
        var projection = TensorSpec.floats("text_embeds", ANY, features);
        return clip(host, tokenizer, encoder, List.of(penultimate(host.folder(), encoder), projection));
    }

    /** T5's encoder with its sequence: float32 [prompts, length, features]. */
    public static TextEncoder t5Sequence(
            SessionHost host, String tokenizer, String encoder, int features, int longest) {
        var output = TensorSpec.floats("last_hidden_state", ANY, ANY, features);
        return open(host, PromptTokenizer.open(host.folder(), tokenizer, longest), encoder, List.of(output));
    }

    private static TensorSpec penultimate(ModelFolder folder, String encoder) {
        var config = folder.config(encoder);
        int layer = config.positiveInteger("num_hidden_layers") - 1;
        return TensorSpec.floats("hidden_states." + layer, ANY, ANY, config.positiveInteger("hidden_size"));
    }

    private static TextEncoder clip(SessionHost host, String tokenizer, String encoder, List<TensorSpec> outputs) {
        var config = host.folder().config(encoder);
        int length =
                config.has("max_position_embeddings") ? config.positiveInteger("max_position_embeddings") : CLIP_LENGTH;
        return open(host, PromptTokenizer.open(host.folder(), tokenizer, length), encoder, outputs);
    }

    private static TextEncoder open(
            SessionHost host, PromptTokenizer tokenizer, String encoder, List<TensorSpec> outputs) {
        var ids = TensorSpec.integers("input_ids", ANY, ANY);
        var session = host.open(encoder, new Signature(List.of(ids), outputs));
        return new TextEncoder(
                tokenizer, session, outputs.stream().map(TensorSpec::name).toList());
    }

    /** The ids of prompts: int64 [prompts, length]. */
    public LongTensor tokenize(List<String> prompts) {
        return tokenizer.encode(prompts);
    }

    /** One row of embeddings for each prompt, of the first output. */
    public FloatTensor encode(List<String> prompts) {
        return encodeAll(prompts).getFirst();
    }

    /** One row of embeddings for each prompt, of each output. */
    public List<FloatTensor> encodeAll(List<String> prompts) {
        return session.run(outputs, Map.of("input_ids", tokenize(prompts)), List.of());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
