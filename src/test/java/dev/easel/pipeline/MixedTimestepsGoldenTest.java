package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Npy;
import dev.easel.network.DenoisingUnet;
import dev.easel.network.FluxTransformer;
import dev.easel.network.ZImageTransformer;
import dev.easel.onnx.SessionHost;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.easel.pipeline.Closeness.assertClose;

/** One pass over rows at different timesteps, guidances and prompt lengths, as diffusers' networks computed it. */
class MixedTimestepsGoldenTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"tiny-random-flux-dev", "tiny-random-flux-schnell"})
    void flux(String model) {
        try (var host = Fixtures.host(Fixtures.model(model))) {
            var transformer = FluxTransformer.open(host);
            var timestep = in(model, "timestep");
            var ids = in(model, "img_ids");
            var input = new FluxTransformer.Input(
                    in(model, "hidden_states"),
                    in(model, "encoder_hidden_states"),
                    in(model, "pooled_projections"),
                    timestep,
                    transformer.dimensions().guidanceEmbeds() ? in(model, "guidance") : timestep,
                    extent(ids, 1),
                    extent(ids, 2),
                    Optional.empty());
            check(model, transformer.forward(input));
        }
    }

    @Test
    void zImage() {
        String model = "tiny-random-z-image-turbo";
        try (var host = Fixtures.host(Fixtures.model(model))) {
            var latents = in(model, "hidden_states");
            var shape = latents.shape();
            var flat = latents.reshaped(Shape.of(shape.extent(0), shape.extent(1), shape.extent(3), shape.extent(4)));
            check(model, ZImageTransformer.open(host).forward(flat, in(model, "timestep"), captions(model)));
        }
    }

    /** Each row's own tokens, without padding. */
    private static List<FloatTensor> captions(String model) {
        var padded = in(model, "encoder_hidden_states").rows();
        long[] mask = Npy.longs(file(model, "in_encoder_attention_mask")).data();
        int length = mask.length / padded.size();
        var captions = new ArrayList<FloatTensor>();
        for (int row = 0; row < padded.size(); row++) {
            int tokens =
                    (int) Arrays.stream(mask, row * length, (row + 1) * length).sum();
            captions.add(padded.get(row).firstOfAxis1(tokens));
        }
        return captions;
    }

    @Test
    void sdxl() {
        String model = "tiny-random-sdxl-turbo";
        try (SessionHost host = Fixtures.host(Fixtures.model(model))) {
            var others = Map.of(
                    "encoder_hidden_states", in(model, "encoder_hidden_states"),
                    "text_embeds", in(model, "text_embeds"),
                    "time_ids", in(model, "time_ids"));
            var timesteps = floats(Npy.longs(file(model, "in_timestep")).data());
            check(model, DenoisingUnet.open(host).forward(in(model, "sample"), timesteps, others));
        }
    }

    private static FloatTensor floats(long[] numbers) {
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers[i];
        }
        return FloatTensor.vector(floats);
    }

    private static void check(String model, FloatTensor actual) {
        assertClose(actual.data(), Npy.floats(file(model, "out")).data(), TOLERANCE);
    }

    private static FloatTensor in(String model, String name) {
        return Npy.floats(file(model, "in_" + name));
    }

    private static Path file(String model, String name) {
        return Fixtures.GOLDENS.resolve("mixed_timesteps").resolve(model).resolve(name + ".npy");
    }

    /** The number of positions on an axis. */
    private static int extent(FloatTensor ids, int axis) {
        int last = ids.shape().extent(0) * 3 - 3;
        return (int) ids.data()[last + axis] + 1;
    }
}
