package dev.easel.network;

import dev.easel.model.ModelFolder;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static dev.easel.onnx.TensorSpec.ANY;
import static dev.easel.onnx.TensorSpec.floats;
import static dev.easel.onnx.TensorSpec.integers;

/**
 * Z-Image's transformer: one forward pass for many rows, each at its own timestep and with a caption of its own length.
 * Used on the thread that owns the sessions.
 */
public final class ZImageTransformer implements LoraInputs<ZImageTransformer> {
    private static final String COMPONENT = "transformer";
    private static final String OUTPUT = "out_hidden_states";
    /** The graph itself pads captions to a multiple of this. */
    private static final int CAPTION_MULTIPLE = 32;

    private final OnnxSession session;
    private final Dimensions dimensions;
    private final List<OnnxAdapter> adapters;

    private ZImageTransformer(OnnxSession session, Dimensions dimensions, List<OnnxAdapter> adapters) {
        this.session = session;
        this.dimensions = dimensions;
        this.adapters = adapters;
    }

    /**
     * The dimensions in {@code transformer/config.json}.
     *
     * @param channels channels of the latents
     * @param captionFeatures features of a caption's token
     */
    public record Dimensions(int channels, int captionFeatures) {
        /** Reads a model's. */
        public static Dimensions read(ModelFolder folder) {
            var config = folder.config(COMPONENT);
            return new Dimensions(config.positiveInteger("in_channels"), config.positiveInteger("cap_feat_dim"));
        }
    }

    /** Opens {@code transformer/model.onnx}. */
    public static ZImageTransformer open(SessionHost host) {
        var dimensions = Dimensions.read(host.folder());
        var latents = floats("hidden_states", ANY, dimensions.channels(), 1, ANY, ANY);
        var signature = new Signature(
                List.of(
                        latents,
                        floats("timestep", ANY),
                        floats("encoder_hidden_states", ANY, ANY, dimensions.captionFeatures()),
                        integers("encoder_attention_mask", ANY, ANY)),
                List.of(floats(OUTPUT, ANY, dimensions.channels(), 1, ANY, ANY)));
        return new ZImageTransformer(host.open(COMPONENT, signature), dimensions, List.of());
    }

    @Override
    public ZImageTransformer with(List<OnnxAdapter> others) {
        return new ZImageTransformer(session, dimensions, others);
    }

    /** The model's dimensions. */
    public Dimensions dimensions() {
        return dimensions;
    }

    /**
     * The model's output for each row: the negative velocity from the image to the noise.
     *
     * @param latents float32 [rows, channels, h, w]
     * @param timestep how much of the way is done, 0 for noise to 1, float32 [rows]
     * @param captions for each row, float32 [1, tokens, features]
     * @return float32 [rows, channels, h, w]
     */
    public FloatTensor forward(FloatTensor latents, FloatTensor timestep, List<FloatTensor> captions) {
        int longest = captions.stream()
                .mapToInt(caption -> caption.shape().extent(1))
                .max()
                .orElseThrow();
        // a caption always has the same length, unless a longer one is in the pass
        int length = (longest + CAPTION_MULTIPLE - 1) / CAPTION_MULTIPLE * CAPTION_MULTIPLE;
        var shape = latents.shape();
        Map<String, Tensor> feeds = Map.of(
                "hidden_states",
                latents.reshaped(Shape.of(shape.extent(0), shape.extent(1), 1, shape.extent(2), shape.extent(3))),
                "timestep",
                timestep,
                "encoder_hidden_states",
                padded(captions, length),
                "encoder_attention_mask",
                mask(captions, length));
        return session.run(List.of(OUTPUT), feeds, adapters).getFirst().reshaped(shape);
    }

    private FloatTensor padded(List<FloatTensor> captions, int length) {
        int features = dimensions.captionFeatures();
        var values = new float[captions.size() * length * features];
        for (int row = 0; row < captions.size(); row++) {
            float[] caption = captions.get(row).data();
            System.arraycopy(caption, 0, values, row * length * features, caption.length);
        }
        return FloatTensor.of(Shape.of(captions.size(), length, features), values);
    }

    private static LongTensor mask(List<FloatTensor> captions, int length) {
        var mask = new long[captions.size() * length];
        for (int row = 0; row < captions.size(); row++) {
            int start = row * length;
            Arrays.fill(mask, start, start + captions.get(row).shape().extent(1), 1);
        }
        return LongTensor.of(Shape.of(captions.size(), length), mask);
    }
}
