package dev.easel.network;

import dev.easel.model.ModelFolder;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.easel.onnx.TensorSpec.ANY;
import static dev.easel.onnx.TensorSpec.floats;

/**
 * FLUX's transformer: one forward pass for many rows, each at its own timestep and guidance. Used on the thread that
 * owns the sessions.
 */
public final class FluxTransformer implements LoraInputs<FluxTransformer> {
    private static final String COMPONENT = "transformer";
    private static final String OUTPUT = "out_hidden_states";

    private final OnnxSession session;
    private final Dimensions dimensions;
    private final List<OnnxAdapter> adapters;

    private FluxTransformer(OnnxSession session, Dimensions dimensions, List<OnnxAdapter> adapters) {
        this.session = session;
        this.dimensions = dimensions;
        this.adapters = adapters;
    }

    /**
     * The dimensions in {@code transformer/config.json}.
     *
     * @param channels features of an image token, four times the latents' channels
     * @param textFeatures features of a text token
     * @param pooledFeatures features of the pooled prompt
     * @param guidanceEmbeds whether the model takes the guidance scale as an input (FLUX.1-dev) or not (schnell)
     */
    public record Dimensions(int channels, int textFeatures, int pooledFeatures, boolean guidanceEmbeds) {
        /** Reads a model's. */
        public static Dimensions read(ModelFolder folder) {
            var config = folder.config(COMPONENT);
            return new Dimensions(
                    config.positiveInteger("in_channels"),
                    config.positiveInteger("joint_attention_dim"),
                    config.positiveInteger("pooled_projection_dim"),
                    config.flag("guidance_embeds"));
        }
    }

    /** Opens {@code transformer/model.onnx}. */
    public static FluxTransformer open(SessionHost host) {
        var dimensions = Dimensions.read(host.folder());
        return new FluxTransformer(host.open(COMPONENT, signature(dimensions)), dimensions, List.of());
    }

    private static Signature signature(Dimensions dimensions) {
        var inputs = new ArrayList<>(List.of(
                floats("hidden_states", ANY, ANY, dimensions.channels()),
                floats("encoder_hidden_states", ANY, ANY, dimensions.textFeatures()),
                floats("pooled_projections", ANY, dimensions.pooledFeatures()),
                floats("timestep", ANY),
                floats("img_ids", ANY, 3),
                floats("txt_ids", ANY, 3)));
        if (dimensions.guidanceEmbeds()) {
            inputs.add(floats("guidance", ANY));
        }
        List<TensorSpec> outputs = List.of(floats(OUTPUT, ANY, ANY, dimensions.channels()));
        return new Signature(inputs, outputs);
    }

    @Override
    public FluxTransformer with(List<OnnxAdapter> others) {
        return new FluxTransformer(session, dimensions, others);
    }

    /** The model's dimensions. */
    public Dimensions dimensions() {
        return dimensions;
    }

    /**
     * The velocity at each row's point of its flow.
     *
     * @param input the rows
     * @return float32 [rows, tokens, channels]
     */
    public FloatTensor forward(Input input) {
        Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("hidden_states", input.tokens());
        feeds.put("encoder_hidden_states", input.encoderHiddenStates());
        feeds.put("pooled_projections", input.pooledProjections());
        feeds.put("timestep", input.timestep());
        feeds.put("img_ids", imageIds(input));
        feeds.put(
                "txt_ids", FloatTensor.zeros(input.encoderHiddenStates().shape().extent(1), 3));
        if (dimensions.guidanceEmbeds()) {
            feeds.put("guidance", input.guidance());
        }
        // without the outputs of the reference's tokens
        return session.run(List.of(OUTPUT), feeds, adapters)
                .getFirst()
                .firstOfAxis1(input.tokenRows() * input.tokenColumns());
    }

    private static FloatTensor imageIds(Input input) {
        var ids = imageIds(0, input.tokenRows(), input.tokenColumns());
        return input.reference()
                .map(reference ->
                        FloatTensor.concatenate(List.of(ids, imageIds(1, reference.rows(), reference.columns()))))
                .orElse(ids);
    }

    /** The position of each image token: float32 [tokens, 3] of (image, row, column). */
    private static FloatTensor imageIds(int image, int rows, int columns) {
        var ids = new float[rows * columns * 3];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                ids[next] = image;
                ids[next + 1] = row;
                ids[next + 2] = column;
                next += 3;
            }
        }
        return FloatTensor.of(Shape.of((long) rows * columns, 3), ids);
    }

    /**
     * Rows for one forward pass; all have the same image size and text length.
     *
     * @param hiddenStates packed latents, float32 [rows, tokens, channels]
     * @param encoderHiddenStates the T5 sequences, float32 [rows, length, features]
     * @param pooledProjections the CLIP vectors, float32 [rows, features]
     * @param timestep each row's timestep as a fraction 0..1, float32 [rows]
     * @param guidance each row's guidance scale, float32 [rows]; only for models with guidance embeddings
     * @param tokenRows rows of image tokens
     * @param tokenColumns columns of image tokens
     * @param reference an image that each row edits, of one size for all rows
     */
    public record Input(
            FloatTensor hiddenStates,
            FloatTensor encoderHiddenStates,
            FloatTensor pooledProjections,
            FloatTensor timestep,
            FloatTensor guidance,
            int tokenRows,
            int tokenColumns,
            Optional<Reference> reference) {

        /** The tokens of each row, those of its reference last. */
        private FloatTensor tokens() {
            return reference.map(seen -> join(hiddenStates, seen.tokens())).orElse(hiddenStates);
        }

        private static FloatTensor join(FloatTensor first, FloatTensor last) {
            int rows = first.shape().extent(0);
            int channels = first.shape().extent(2);
            int length = first.shape().extent(1) + last.shape().extent(1);
            return FloatTensor.beside(flat(first), flat(last)).reshaped(Shape.of(rows, length, channels));
        }

        private static FloatTensor flat(FloatTensor tokens) {
            int rows = tokens.shape().extent(0);
            return tokens.reshaped(Shape.of(rows, tokens.data().length / rows));
        }
    }

    /**
     * Images that rows edit.
     *
     * @param tokens packed latents, float32 [rows, tokens, channels]
     * @param rows rows of tokens of each image
     * @param columns columns of tokens of each image
     */
    public record Reference(FloatTensor tokens, int rows, int columns) {}
}
