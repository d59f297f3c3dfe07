package dev.easel.network;

import dev.easel.model.ModelFolder;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.LongTensor;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static dev.easel.onnx.TensorSpec.ANY;
import static dev.easel.onnx.TensorSpec.floats;

/**
 * The U-Net of the Stable Diffusion family: one forward pass for many rows. Each row may be at its own timestep, unless
 * the graph was exported with one timestep for all. Used on the thread that owns the sessions.
 */
public final class DenoisingUnet implements LoraInputs<DenoisingUnet> {
    private static final String COMPONENT = "unet";
    private static final String TIMESTEP = "timestep";
    private static final String OUTPUT = "out_sample";

    private final OnnxSession session;
    private final Dimensions dimensions;
    private final List<OnnxAdapter> adapters;

    private DenoisingUnet(OnnxSession session, Dimensions dimensions, List<OnnxAdapter> adapters) {
        this.session = session;
        this.dimensions = dimensions;
        this.adapters = adapters;
    }

    /**
     * The dimensions in {@code unet/config.json}.
     *
     * @param channels channels of the latents
     * @param textFeatures features of a text token
     * @param guidanceFeatures features of the guidance embedding of consistency models; 0 without
     * @param pooledFeatures features of the pooled prompt, for models that also take the image's size; 0 without
     * @param halvings how often the network halves the latents' sides
     * @param sampleSize sides of the latents that the model was made for
     */
    public record Dimensions(
            int channels, int textFeatures, int guidanceFeatures, int pooledFeatures, int halvings, int sampleSize) {
        private static final int SIZES = 6;

        /** Reads a model's. */
        public static Dimensions read(ModelFolder folder) {
            var config = folder.config(COMPONENT);
            boolean sized = config.has("addition_embed_type");
            return new Dimensions(
                    config.positiveInteger("in_channels"),
                    config.positiveInteger("cross_attention_dim"),
                    config.has("time_cond_proj_dim") ? config.positiveInteger("time_cond_proj_dim") : 0,
                    sized
                            ? config.positiveInteger("projection_class_embeddings_input_dim")
                                    - SIZES * config.positiveInteger("addition_time_embed_dim")
                            : 0,
                    config.length("block_out_channels") - 1,
                    config.positiveInteger("sample_size"));
        }
    }

    /** Opens {@code unet/model.onnx}. */
    public static DenoisingUnet open(SessionHost host) {
        var dimensions = Dimensions.read(host.folder());
        return new DenoisingUnet(host.open(COMPONENT, signature(dimensions)), dimensions, List.of());
    }

    private static Signature signature(Dimensions dimensions) {
        var inputs = new ArrayList<>(List.of(
                floats("sample", ANY, dimensions.channels(), ANY, ANY),
                TensorSpec.numberPerRowOrOne(TIMESTEP),
                floats("encoder_hidden_states", ANY, ANY, dimensions.textFeatures())));
        if (dimensions.pooledFeatures() > 0) {
            inputs.add(floats("text_embeds", ANY, dimensions.pooledFeatures()));
            inputs.add(floats("time_ids", ANY, Dimensions.SIZES));
        }
        if (dimensions.guidanceFeatures() > 0) {
            inputs.add(floats("timestep_cond", ANY, dimensions.guidanceFeatures()));
        }
        return new Signature(inputs, List.of(floats(OUTPUT, ANY, dimensions.channels(), ANY, ANY)));
    }

    @Override
    public DenoisingUnet with(List<OnnxAdapter> others) {
        return new DenoisingUnet(session, dimensions, others);
    }

    /** The model's dimensions. */
    public Dimensions dimensions() {
        return dimensions;
    }

    /** Whether rows of one pass may be at different timesteps. */
    public boolean takesTimestepPerRow() {
        return !timestepInput().isScalar();
    }

    /** Whether timesteps may have fractions; otherwise the graph takes whole ones. */
    public boolean takesFractionalTimesteps() {
        return timestepInput().kind() == TensorSpec.Kind.FLOAT;
    }

    private TensorSpec timestepInput() {
        return session.input(TIMESTEP).orElseThrow();
    }

    /**
     * The noise, or another prediction that the model was trained for, in each row.
     *
     * @param sample float32 [rows, channels, h, w]
     * @param timesteps float32 [rows], 0 to 999; all the same if the graph takes one for all, and without their
     *     fractions if it takes whole ones
     * @param others the other inputs of the graph, {@code encoder_hidden_states} among them
     * @return float32 [rows, channels, h, w]
     */
    public FloatTensor forward(FloatTensor sample, FloatTensor timesteps, Map<String, FloatTensor> others) {
        Map<String, Tensor> feeds = new HashMap<>(others);
        feeds.put("sample", sample);
        feeds.put(TIMESTEP, takesFractionalTimesteps() ? timestep(timesteps) : whole(timestep(timesteps)));
        return session.run(List.of(OUTPUT), feeds, adapters).getFirst();
    }

    private FloatTensor timestep(FloatTensor timesteps) {
        if (takesTimestepPerRow()) {
            return timesteps;
        }
        float first = timesteps.data()[0];
        for (float timestep : timesteps.data()) {
            if (timestep != first) {
                throw new IllegalArgumentException("this graph takes one timestep for all rows");
            }
        }
        return FloatTensor.of(Shape.of(), new float[] {first});
    }

    private static LongTensor whole(FloatTensor timesteps) {
        var whole = new long[timesteps.data().length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (long) timesteps.data()[i];
        }
        return LongTensor.of(timesteps.shape(), whole);
    }
}
